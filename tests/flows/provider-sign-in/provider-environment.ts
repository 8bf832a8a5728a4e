import {
  CompleteProviderSignInDocument,
  StartProviderSignInDocument,
  type StartProviderSignInInput,
} from '../../../src/generated/client/operations.js';
import { type Overrides, startService, type TestService } from '../../support/service.js';
import { StandInProvider } from '../../support/stand-in-provider.js';

export const CLIENT_SECRET = 'the-secret-of-the-client-that-signs-nothing';
/** The page of the client. */
export const PAGE = 'http://latchkey.test/signed-in';

/** A sign-in that a browser has begun. */
export interface Begun {
  readonly url: string;
  readonly challenge: string;
}

/** The settings of a provider with OpenID Connect. */
export function settingsOf(id: string, { issuer, clientId }: Pick<StandInProvider, 'issuer' | 'clientId'>) {
  const prefix = `SIGN_IN_${id.toUpperCase()}`;
  return {
    [`${prefix}_ISSUER`]: issuer,
    [`${prefix}_CLIENT_ID`]: clientId,
    [`${prefix}_CLIENT_SECRET`]: CLIENT_SECRET,
    [`${prefix}_TRUST_EMAIL`]: 'verified',
  };
}

/** A service with the provider `acme`, which stands in for any with OpenID Connect. */
export class ProviderEnvironment {
  private constructor(
    readonly service: TestService,
    readonly provider: StandInProvider,
  ) {}

  static async open(overrides: Overrides = {}): Promise<ProviderEnvironment> {
    const provider = await StandInProvider.open();
    const env = { SIGN_IN_PROVIDERS: 'acme', ...settingsOf('acme', provider), ...overrides.env };
    return new ProviderEnvironment(await startService({ ...overrides, env }), provider);
  }

  async stop(): Promise<void> {
    await this.provider.close();
    await this.service.stop();
  }

  start(input: Partial<StartProviderSignInInput> = {}, token?: string): Promise<Begun> {
    return start(this.service, input, token);
  }

  /** The whole way through the provider and back, up to the result. */
  async result(claims: Readonly<Record<string, unknown>> = {}, input = {}, token?: string) {
    const begun = await this.start(input, token);
    const back = await comeBack(this.service, 'acme', this.provider.grant(begun.url, claims));
    return { challenge: begun.challenge, ...back };
  }

  /** What comes of the whole way of a person whom nobody knows: the refusal that says who they are. */
  async outcome(claims: Readonly<Record<string, unknown>> = {}) {
    const { challenge, result = '' } = await this.result(claims);
    return this.service.client.refusal(CompleteProviderSignInDocument, { input: { challenge, result } });
  }
}

export async function start(
  { client }: TestService,
  input: Partial<StartProviderSignInInput> = {},
  token?: string,
): Promise<Begun> {
  const { startProviderSignIn } = await client.run(
    StartProviderSignInDocument,
    { input: { provider: 'acme', returnTo: PAGE, ...input } },
    { token },
  );
  return startProviderSignIn;
}

/** What the page of the client reads in its address after the browser came back. */
export interface Returned {
  readonly status: number;
  readonly location: string | null;
  readonly result?: string;
  readonly error?: string;
}

/** The provider sends the browser back, by GET or with a form. */
export async function comeBack(
  { url }: TestService,
  provider: string,
  answer: URLSearchParams,
  method: 'GET' | 'POST' = 'GET',
): Promise<Returned> {
  const address = `${url}/sign-in/${provider}/callback`;
  const response =
    method === 'GET'
      ? await fetch(`${address}?${answer}`, { redirect: 'manual' })
      : await fetch(address, { method, body: answer, redirect: 'manual' });
  const location = response.headers.get('location');
  const told = new URLSearchParams(location?.split('#')[1] ?? '');
  return { status: response.status, location, ...Object.fromEntries(told) };
}
