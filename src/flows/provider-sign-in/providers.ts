import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import type { ProvenIdentity } from '../../credentials/identities/proven-identity.js';
import { type createOutgoingFetch, isSecure } from '../../platform/outgoing-http/outgoing-fetch.js';
import { nameInAppleUser } from './apple.js';
import { askGithub } from './github.js';
import { verifyIdToken } from './id-tokens.js';
import { identityOf } from './identity-of.js';
import type { Claims, ProviderConfig } from './provider.js';
import { type Connection, ProviderConnection } from './provider-connection.js';
import { ProviderFailure } from './provider-failure.js';
import { PROVIDER_RULES } from './provider-rules.js';

const LIMITS = { timeout: Duration.seconds(5), maxBytes: 256 * 1024 };
/** How far the clock of a provider may be behind. */
const CLOCK_TOLERANCE = Duration.seconds(30);
/** What providers answer if the person does not want to. */
const DENIALS: readonly string[] = ['access_denied', 'user_cancelled_authorize'];

/** What a sign-in at a provider was begun with. */
export interface BegunAtProvider {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** A sign-in that came back from a provider. */
export interface BackFromProvider extends BegunAtProvider {
  /** The parameters with which the provider sent the browser back. */
  readonly answer: URLSearchParams;
  /** For a step-up: when it began. The person must have signed in at the provider since. */
  readonly signedInSince: Date | null;
}

export interface ProvidersConfig {
  readonly publicUrl: string;
  readonly signInProviders: readonly ProviderConfig[];
}

/** Speaks with the providers. Nothing that a provider gives out for its own API is kept. */
export class Providers {
  readonly #connections: ReadonlyMap<string, ProviderConnection>;
  readonly #fetch: typeof globalThis.fetch;

  constructor(
    private readonly deps: { clock: Clock; createOutgoingFetch: typeof createOutgoingFetch },
    private readonly config: ProvidersConfig,
  ) {
    const fetch = deps.createOutgoingFetch(LIMITS);
    const connections = config.signInProviders.map(
      (provider) => [provider.id, new ProviderConnection({ ...deps, fetch }, provider)] as const,
    );
    this.#fetch = fetch;
    this.#connections = new Map(connections);
  }

  /** @returns null for a provider that is not configured */
  find(id: string): ProviderConfig | null {
    return this.#connections.get(id)?.provider ?? null;
  }

  /** The address to which a provider sends the browser back: one for each, against mix-up (RFC 9700 §4.4). */
  callbackOf({ id }: ProviderConfig): string {
    return `${this.config.publicUrl}/sign-in/${id}/callback`;
  }

  /**
   * The address at the provider where the person signs in.
   * @param anew whether the person must sign in there again
   * @throws ProviderFailure
   */
  async authorizationUrl(provider: ProviderConfig, begun: BegunAtProvider, anew: boolean): Promise<string> {
    const connection = await this.#connectionOf(provider).get();
    const { client, keys } = connection;
    return addressOf(connection, {
      response_type: 'code',
      redirect_uri: this.callbackOf(provider),
      scope: provider.scopes.join(' '),
      state: begun.state,
      ...(keys === null ? {} : { nonce: begun.nonce }),
      code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
      ...(anew ? { prompt: 'login', max_age: '0' } : {}),
      ...PROVIDER_RULES[provider.kind].parameters,
    });
  }

  /**
   * Exchanges the code for what the provider says about the person.
   * @throws ProviderFailure
   */
  async exchange(provider: ProviderConfig, back: BackFromProvider): Promise<ProvenIdentity> {
    const { client, configuration, keys } = await this.#connectionOf(provider).get();
    const tokens = await client
      .authorizationCodeGrant(configuration, new URL(`${this.callbackOf(provider)}?${back.answer}`), {
        expectedState: back.state,
        pkceCodeVerifier: back.verifier,
        ...(keys === null ? {} : { expectedNonce: back.nonce, idTokenExpected: true }),
      })
      .catch((cause: unknown) => {
        const isDenial = cause instanceof client.AuthorizationResponseError && DENIALS.includes(cause.error);
        throw new ProviderFailure(isDenial ? 'denied' : 'refused', { cause });
      });
    if (keys === null) return this.#fromGithub(provider, tokens.access_token);
    const expected = { audiences: [provider.clientId], nonce: back.nonce };
    const { claims, issuer } = await this.#verify(provider, tokens.id_token ?? '', expected);
    requireSignedInSince(claims, back.signedInSince);
    const name = provider.kind === 'apple' ? nameInAppleUser(back.answer.get('user')) : null;
    return identityOf(provider, issuer, claims, name);
  }

  /**
   * Reads an ID token that an app of the operator got from the provider.
   * @throws ProviderFailure
   */
  async readIdToken(
    provider: ProviderConfig,
    idToken: string,
    nonce: string,
    name: string | null,
  ): Promise<ProvenIdentity> {
    const { audiences } = provider;
    const { claims, issuer } = await this.#verify(provider, idToken, { audiences, nonce });
    return identityOf(provider, issuer, claims, name);
  }

  async #verify(
    provider: ProviderConfig,
    idToken: string,
    expected: { audiences: readonly string[]; nonce: string },
  ) {
    const { keys } = await this.#connectionOf(provider).get();
    if (keys === null) throw new ProviderFailure('idToken');
    return verifyIdToken(idToken, expected, { provider, keys: keys.find, clock: this.deps.clock });
  }

  async #fromGithub(provider: ProviderConfig, accessToken: string): Promise<ProvenIdentity> {
    const { issuer } = provider;
    const claims = await askGithub(issuer, accessToken, this.#fetch).catch((cause: unknown) => {
      throw new ProviderFailure('unreachable', { cause });
    });
    return identityOf(provider, issuer, claims, null);
  }

  #connectionOf({ id }: ProviderConfig): ProviderConnection {
    const connection = this.#connections.get(id);
    if (connection === undefined) throw new TypeError(`${id} is not a provider of this service`);
    return connection;
  }
}

/** What a provider says about itself must not send the browser anywhere else than to a page. */
function addressOf(
  { client, configuration }: Connection,
  parameters: Readonly<Record<string, string>>,
): string {
  try {
    const url = client.buildAuthorizationUrl(configuration, { ...parameters });
    if (isSecure(url)) return url.href;
  } catch (cause) {
    throw new ProviderFailure('refused', { cause });
  }
  throw new ProviderFailure('refused');
}

/** A provider that tells no time was asked for a new sign-in, and is trusted with it. */
function requireSignedInSince({ auth_time }: Claims, since: Date | null): void {
  if (since === null || auth_time === undefined) return;
  const earliest = CLOCK_TOLERANCE.before(since).getTime() / 1000;
  if (typeof auth_time !== 'number' || auth_time < earliest) throw new ProviderFailure('notFresh');
}
