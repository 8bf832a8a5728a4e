import type { ClientAuth, Configuration, CustomFetch } from 'openid-client';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { mintAppleSecret } from './apple-secret.js';
import { githubMetadata } from './github.js';
import type { ProviderConfig } from './provider.js';
import { ProviderFailure } from './provider-failure.js';
import { ProviderKeys } from './provider-keys.js';

type OpenIdClient = typeof import('openid-client');

/** How long what a provider says about itself is used. */
const LIFE = Duration.minutes(60);

/** What is known of a provider once it has answered. */
export interface Connection {
  readonly client: OpenIdClient;
  readonly configuration: Configuration;
  /** Null for a provider without ID tokens. */
  readonly keys: ProviderKeys | null;
}

/**
 * Knows one provider. It asks the provider at the first sign-in and not at the start, so a provider that is down keeps
 * neither the service from starting nor users of other providers from signing in.
 */
export class ProviderConnection {
  #open: { readonly connection: Connection; readonly at: Date } | null = null;
  #opening: Promise<Connection> | null = null;

  constructor(
    private readonly deps: { clock: Clock; fetch: typeof globalThis.fetch },
    readonly provider: ProviderConfig,
  ) {}

  /** @throws ProviderFailure */
  async get(): Promise<Connection> {
    const { clock } = this.deps;
    if (this.#open !== null && LIFE.after(this.#open.at) > clock.now()) return this.#open.connection;
    // Concurrent sign-ins share one discovery.
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #connect(): Promise<Connection> {
    const at = this.deps.clock.now();
    const { kind, issuer } = this.provider;
    // Loaded at the first sign-in: the service starts without it.
    const client = await import('openid-client');
    const configuration = kind === 'github' ? this.#static(client) : await this.#discover(client);
    configuration[client.customFetch] = this.#fetch;
    // The settings allow http on loopback alone, and so does the fetch.
    if (new URL(issuer).protocol === 'http:') client.allowInsecureRequests(configuration);
    const { jwks_uri } = configuration.serverMetadata();
    if (kind !== 'github' && !isKeyAddress(jwks_uri, new URL(issuer).protocol))
      throw new ProviderFailure('refused');
    const keys =
      jwks_uri === undefined ? null : (this.#sameKeys(jwks_uri) ?? new ProviderKeys(this.deps, jwks_uri));
    const connection = { client, configuration, keys };
    this.#open = { connection, at };
    return connection;
  }

  /** A discovery must not forget keys that serve through an outage. */
  #sameKeys(address: string): ProviderKeys | null {
    const known = this.#open?.connection;
    return known?.configuration.serverMetadata().jwks_uri === address ? known.keys : null;
  }

  #static(client: OpenIdClient): Configuration {
    const { issuer, clientId } = this.provider;
    return new client.Configuration(githubMetadata(issuer), clientId, {}, this.#authentication(client));
  }

  async #discover(client: OpenIdClient): Promise<Configuration> {
    const { issuer, clientId } = this.provider;
    try {
      return await client.discovery(new URL(issuer), clientId, {}, this.#authentication(client), {
        [client.customFetch]: this.#fetch,
        ...(issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {}),
      });
    } catch (cause) {
      throw new ProviderFailure('unreachable', { cause });
    }
  }

  readonly #fetch: CustomFetch = (url, { body, ...options }) =>
    this.deps.fetch(url, body === undefined ? options : { ...options, body });

  #authentication({ ClientSecretBasic, ClientSecretPost }: OpenIdClient): ClientAuth {
    const { clientSecret, ...provider } = this.provider;
    if (typeof clientSecret !== 'string')
      return async (...request) => {
        const secret = await mintAppleSecret(clientSecret, { ...provider, clock: this.deps.clock });
        return ClientSecretPost(secret)(...request);
      };
    const [post, basic] = [ClientSecretPost(clientSecret), ClientSecretBasic(clientSecret)];
    return (server, ...request) => {
      // A provider that lists no methods knows the basic one (OpenID Connect Discovery §3). GitHub takes either.
      const methods = server.token_endpoint_auth_methods_supported ?? [];
      const isPost = provider.kind === 'github' || methods.includes('client_secret_post');
      return (isPost ? post : basic)(server, ...request);
    };
  }
}

/** The keys of a provider elsewhere are never on this machine, where the fetch would allow http (SSRF). */
function isKeyAddress(address: unknown, issuerProtocol: string): boolean {
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'https:' || url?.protocol === issuerProtocol;
}
