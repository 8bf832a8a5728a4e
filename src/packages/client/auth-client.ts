import {
  type LoginMutationVariables,
  LogoutDocument,
  type Operations,
} from '../../generated/client/operations.js';
import { type CallOptions, Calls, type DocumentOptions, type GetCaptcha } from './calls.js';
import { DeviceTokens } from './device-tokens.js';
import { methodsOf, type WithOptions } from './operation-methods.js';
import { refreshSession } from './refreshing.js';
import { isOver, SessionKeeper } from './session-keeper.js';
import type { SessionChange } from './session-news.js';
import { type SignIn, signIn } from './sign-in.js';
import { type OnStepUp, type StepUp, StepUps } from './step-ups.js';
import { inMemory, type TokenStorage } from './token-storage.js';
import { type OwnHeaders, Transport } from './transport.js';
import type { PrintDocument, TypedDocument } from './typed-document.js';

export interface AuthClientOptions {
  /** The GraphQL address of the service, such as `https://auth.example.com/graphql`. */
  readonly url: string;
  /** Where tokens are kept. Default: `inMemory()`. */
  readonly storage?: TokenStorage;
  /**
   * `ids`: operations are sent as their SHA-256, without their text, for a service with `TRUSTED_DOCUMENTS`.
   */
  readonly documents?: 'texts' | 'ids';
  /**
   * Called when an operation needs a newer or stronger proof of who the user is than the session has. If it returns
   * true, the call is repeated. Calls that begin meanwhile, such as its own, fail with `STEP_UP_REQUIRED` if they need
   * one too. Without it, all such calls fail.
   */
  readonly onStepUp?: OnStepUp | undefined;
  /**
   * Called when an operation needs a captcha, with the name of the operation. Shows the captcha and returns its token;
   * the call is repeated with it. Without it, such calls fail with `CAPTCHA_REQUIRED`.
   */
  readonly captcha?: GetCaptcha | undefined;
  /** Headers for each request, or a function that returns them. They replace no header of the client. */
  readonly headers?: OwnHeaders;
  /**
   * The language of messages, such as `de`, or a function that returns it for each request. Default: the
   * language of the browser.
   */
  readonly language?: string | (() => string | undefined);
  /** How long a call waits for its answer, in milliseconds. Default: 15,000. A refresh has a limit of its own. */
  readonly timeout?: number;
  /** For parsed documents without text, the output of code generators by default: `print` of graphql-js. */
  readonly print?: PrintDocument;
  /** Replaces the `fetch` of the platform. */
  readonly fetch?: typeof fetch;
}

/**
 * Every operation of the service as a method, and the session of the signed-in user. Each failure is an
 * `AuthError`, unless the caller aborts.
 */
export interface AuthClient extends Omit<WithOptions<Operations>, 'logout' | 'refreshToken'> {
  /**
   * Signs in with a password. The result has the `status` `signedIn`, or `secondFactor` with methods that finish the
   * sign-in, where `login` fails with `MFA_REQUIRED`.
   */
  signIn(input: LoginMutationVariables['input'], options?: CallOptions): Promise<SignIn>;
  /** Ends the session and signs out every tab; with `everywhere`, ends every session of the user. */
  logout(input?: { everywhere?: boolean }, options?: CallOptions): ReturnType<Operations['logout']>;
  /**
   * Refreshes now. Before a call, the client also refreshes by itself if the access token is about to expire.
   * @returns the access token, or null if no user is signed in
   */
  refreshToken(): Promise<string | null>;
  /**
   * The access token, for your own API. It is refreshed first if it is about to expire.
   * @param refused a token that your API has refused: the client gets another one of the same user
   * @returns null if no user is signed in
   */
  getAccessToken(refused?: string): Promise<string | null>;
  /**
   * Asks the user for a step-up by `onStepUp`, for your own API.
   * @param refused the token that your API has refused with `STEP_UP_REQUIRED`
   * @param stepUp what your API asks for
   * @returns a token from after the step-up; null without a step-up
   */
  stepUp(refused: string, stepUp: StepUp): Promise<string | null>;
  /**
   * Runs an operation of your own, with the token of the signed-in user where the operation needs one. A
   * login, registration or refresh of your own opens a session here if it selects `accessToken`,
   * `refreshToken` and `expiresIn` by these names.
   */
  request<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...rest: RequestArguments<Variables>
  ): Promise<Result>;
  /**
   * Calls the listener, in every tab, when a user signs in, when the session is refreshed, with the user as of
   * then, and when it ends: here, at the service, or in another tab, where another user may have signed in.
   * @returns a function that removes the listener
   */
  onSessionChange(listener: (change: SessionChange) => void): () => void;
  /** The short form of `onSessionChange` for the end of a session. */
  onSignedOut(listener: () => void): () => void;
}

/** Variables are optional if the operation requires none. */
export type RequestArguments<Variables> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: DocumentOptions]
    : [variables: Variables, options?: DocumentOptions];

/** Makes a client of one service. A page needs one client, which holds the session of this tab. */
export function createAuthClient(options: AuthClientOptions): AuthClient {
  const { url, storage = inMemory(), documents = 'texts' } = options;
  const transport = new Transport({
    ...options,
    documents,
    cookie: storage.cookie ?? false,
    fetch: options.fetch ?? ((...request) => fetch(...request)),
  });
  const refresh: SessionKeeper['deps']['refresh'] = (session) => refreshSession(transport, session);
  const name = `latchkey ${url}`;
  const keeper = new SessionKeeper({ storage, refresh, name });
  const device = new DeviceTokens(storage, name);
  const stepUps = new StepUps(keeper, options.onStepUp);
  const calls = new Calls({ transport, keeper, stepUps, captcha: options.captcha });
  const methods = methodsOf<Operations>('', (document, variables, callOptions, field) =>
    device.sendWith(field, variables, (sent) => calls.send(document, sent, callOptions, [field])),
  );
  return {
    ...methods,
    signIn: (input, given) => signIn(methods, input, given),
    stepUp: (refused, stepUp) => stepUps.tokenAfter(stepUp, refused),
    async deleteAccount(input, given) {
      const answer = await methods.deleteAccount(input, given);
      await keeper.end('deleted', async () => undefined);
      return answer;
    },
    logout: (input, given) =>
      keeper.end('logout', async (session) => {
        const { accessToken: token = null, refreshToken = '' } = session ?? {};
        const variables = { input: { ...input, refreshToken: refreshToken || null } };
        const data = await transport.send(LogoutDocument, variables, { ...given, token, keepalive: true });
        return data.logout;
      }),
    refreshToken: async () => (await keeper.renew(await keeper.knownToken()))?.accessToken ?? null,
    async getAccessToken(refused) {
      try {
        if (refused === undefined) return await keeper.accessToken();
        return (await keeper.renew(refused))?.accessToken ?? null;
      } catch (error) {
        if (isOver(error)) return null;
        throw error;
      }
    },
    request: (document, ...[variables, options]) => calls.send(document, variables as never, options),
    onSessionChange: (listener) => keeper.onChange(listener),
    onSignedOut: (listener) => keeper.onChange(({ status }) => status === 'signed-out' && listener()),
  };
}
