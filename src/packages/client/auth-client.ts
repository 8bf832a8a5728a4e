import { LogoutDocument, type Operations, operations } from '../../generated/client/operations.js';
import { type CallOptions, Calls } from './calls.js';
import { DeviceToken } from './device-token.js';
import { refreshSession } from './refreshing.js';
import { isOver, SessionKeeper } from './session-keeper.js';
import { inMemory, type TokenStorage } from './token-storage.js';
import { Transport } from './transport.js';
import type { TypedDocument } from './typed-document.js';

export interface AuthClientOptions {
  /** The GraphQL address of the service, such as `https://auth.example.com/graphql`. */
  readonly url: string;
  /** Where tokens are kept. Default: `inMemory()`. */
  readonly storage?: TokenStorage;
  /**
   * `ids`: operations are sent as their SHA-256, without their text, for a service with `TRUSTED_DOCUMENTS`.
   */
  readonly documents?: 'texts' | 'ids';
  /** Replaces the `fetch` of the platform. */
  readonly fetch?: typeof fetch;
}

/**
 * Every operation of the service as a method, and the session of the signed-in user. Each failure is an
 * `AuthError`.
 */
export interface AuthClient extends Omit<Operations, 'logout' | 'refreshToken'> {
  /** Ends the session and signs out every tab; with `everywhere`, ends every session of the user. */
  logout(input?: { everywhere?: boolean }): ReturnType<Operations['logout']>;
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
   * Runs an operation of your own, with the token of the signed-in user where the operation needs one. A
   * login, registration or refresh of your own opens a session here if it selects `accessToken`,
   * `refreshToken` and `expiresIn` by these names.
   */
  request<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...rest: RequestArguments<Variables>
  ): Promise<Result>;
  /**
   * Calls the listener, in every tab, once each time the session ends: here, at the service, or in another
   * tab, where another user may have signed in.
   * @returns a function that removes the listener
   */
  onSignedOut(listener: () => void): () => void;
}

/** Variables are optional if the operation requires none. */
export type RequestArguments<Variables> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: CallOptions]
    : [variables: Variables, options?: CallOptions];

/** Makes a client of one service. A page needs one client, which holds the session of this tab. */
export function createAuthClient(options: AuthClientOptions): AuthClient {
  const { url, storage = inMemory(), documents = 'texts' } = options;
  const transport = new Transport({
    url,
    documents,
    cookie: storage.cookie ?? false,
    fetch: options.fetch ?? ((...request) => fetch(...request)),
  });
  const refresh: SessionKeeper['deps']['refresh'] = (session) => refreshSession(transport, session);
  const name = `latchkey ${url}`;
  const keeper = new SessionKeeper({ storage, refresh, name });
  const device = new DeviceToken(storage, name);
  const calls = new Calls({ transport, keeper });
  const methods = operationMethods(calls);
  return {
    ...methods,
    login: (input) => device.sendWith(input, methods.login),
    register: (input) => device.sendWith(input, methods.register),
    resetPassword: (input) => device.sendWith(input, methods.resetPassword),
    async deleteAccount(input) {
      const answer = await methods.deleteAccount(input);
      await keeper.end(async () => undefined);
      return answer;
    },
    logout: (input) =>
      keeper.end(async (session) => {
        const { accessToken = null, refreshToken = '' } = session ?? {};
        const variables = { input: { ...input, refreshToken: refreshToken || null } };
        const data = await transport.send(LogoutDocument, variables, { token: accessToken, keepalive: true });
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
    onSignedOut: (listener) => keeper.onSignedOut(listener),
  };
}

type Entry = readonly [document: TypedDocument<Record<string, unknown>, unknown>, onlyVariable?: string];

function operationMethods(calls: Calls): Operations {
  const methods = Object.entries<Entry>(operations as never).map(([name, [document, variable]]) => {
    return [
      name,
      async (argument: unknown) => {
        const variables = variable ? { [variable]: argument } : argument;
        const data = await calls.send(document, variables, {}, [name]);
        return Object.values(data)[0];
      },
    ];
  });
  return Object.fromEntries(methods);
}
