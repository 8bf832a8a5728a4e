import {
  MeDocument,
  type Operations,
  operations,
  type QueryName,
} from '../../generated/client/operations.js';
import type { RequestArguments } from './auth-client.js';
import { hasCode } from './auth-error.js';
import type { CallOptions } from './calls.js';
import { needOf } from './need.js';
import { now } from './platform.js';
import { refreshSession } from './refreshing.js';
import { RequestCookies } from './request-cookies.js';
import {
  appendHeader,
  copyHeaders,
  type RequestHeaders,
  type ResponseHeaders,
  setHeader,
} from './request-headers.js';
import { readRootFields } from './root-fields.js';
import { areOfOneSession, isExpired } from './session.js';
import { isOver } from './session-keeper.js';
import { Transport } from './transport.js';
import type { TypedDocument } from './typed-document.js';

export interface RequestClientOptions {
  /** The address of the service's GraphQL for this server. A constant: nothing that a request brings may be part of it. */
  readonly url: string;
  /** The browser's request. */
  readonly request: { readonly headers: RequestHeaders };
  /** The response to it, before its headers are sent. With it the client may refresh; without it, it never does. */
  readonly response?: ResponseHeaders;
  /**
   * The browser's address, for the limits of the service: it goes as `X-Forwarded-For`, which the service believes if this
   * server is in its `TRUST_PROXY`. Take it from a proxy of your own, and never from a header that a browser can write.
   */
  readonly clientAddress?: string;
  /** `ids`: operations are named by their SHA-256 and not sent, for a service with `TRUSTED_DOCUMENTS`. */
  readonly documents?: 'texts' | 'ids';
  /** Instead of the platform's own. */
  readonly fetch?: typeof fetch;
}

/** The queries of the service, for the user of one request. */
export interface RequestClient extends Pick<Operations, QueryName> {
  /** The user of the request; null for a visitor, and where the session is over. */
  findUser(): Promise<Awaited<ReturnType<Operations['me']>> | null>;
  /** The access token of the request's user, refreshed if that may be; null for a visitor. */
  getAccessToken(): Promise<string | null>;
  /** A query of your own. */
  request<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...rest: RequestArguments<Variables>
  ): Promise<Result>;
  /** The headers of the request for the code that renders it, which finds the access token in them. */
  requestHeaders(): Promise<Headers>;
}

/**
 * A client for one request to an application that renders pages on its server. It sees what the request brings and
 * nothing else: no two requests share anything.
 */
export function createRequestClient(options: RequestClientOptions): RequestClient {
  const session = new RequestSession(options);
  const send = <R, V>(document: TypedDocument<R, V>, variables: V, callOptions?: CallOptions) =>
    session.query(document, variables, callOptions);
  const findUser = async () => {
    if ((await session.accessToken()) === null) return null;
    try {
      return (await send(MeDocument, {})).me;
    } catch (error) {
      if (isOver(error)) return null;
      throw error;
    }
  };
  return {
    ...queryMethods(send),
    findUser,
    getAccessToken: () => session.accessToken(),
    request: (document, ...[variables, callOptions]) => send(document, variables as never, callOptions),
    requestHeaders: () => session.requestHeaders(),
  };
}

/** Frameworks may keep what `fetch` gets, and hand it to the next user. */
const UNCACHED = { cache: 'no-store' } as const;
/** Refusals of an access token that another one may do for. */
const REFUSALS = ['TOKEN_EXPIRED', 'TOKEN_INVALID'] as const;

/** Who is signed in, as far as one request tells. */
class RequestSession {
  readonly #options: RequestClientOptions;
  readonly #headers: Headers;
  readonly #cookies: RequestCookies;
  readonly #passedOn: Readonly<Record<string, string>>;
  #refreshing: Promise<string | null> | undefined;

  constructor(options: RequestClientOptions) {
    const { url, request, response, clientAddress } = options;
    requireConstantUrl(url);
    this.#options = options;
    this.#headers = copyHeaders(request.headers);
    this.#cookies = new RequestCookies(this.#headers.get('cookie') ?? '');
    this.#passedOn = {
      // What the browser says of its request decides at the service whether the cookie counts. None of it is invented.
      ...pick(this.#headers, ['origin', 'sec-fetch-site', 'user-agent']),
      ...(clientAddress === undefined ? {} : { 'x-forwarded-for': requireAddress(clientAddress) }),
    };
    if (response) setHeader(response, 'cache-control', 'private, no-store');
  }

  async accessToken(): Promise<string | null> {
    if (this.#refreshing) return this.#refreshing;
    const { accessToken, refreshToken } = this.#cookies;
    // The browser may have signed in as somebody else since, or have signed out: the refresh cookie says who is there.
    if (accessToken !== null && refreshToken !== null && areOfOneSession(accessToken, refreshToken)) {
      // The page cannot refresh: it must not be handed a token that the service refuses.
      if (!isExpired(accessToken)) return accessToken;
    }
    return this.#refreshOnce();
  }

  async query<R, V>(
    document: TypedDocument<R, V>,
    variables: V,
    { operationName }: CallOptions = {},
  ): Promise<R> {
    const root = readRootFields(`${document}`, operationName);
    // A page is rendered for whoever follows a link. Nothing may change by that (CSRF).
    if (root?.kind !== 'query') throw new TypeError('A request client runs queries only');
    const transport = this.#transport({});
    const send = (token: string | null) => transport.send(document, variables, { token, operationName });
    const token = needOf(root.names) === 'nothing' ? null : await this.accessToken();
    try {
      return await send(token);
    } catch (error) {
      if (token === null || this.#refreshing || !hasCode(error, REFUSALS)) throw error;
      const next = await this.#refreshOnce();
      if (next === null) throw error;
      return send(next);
    }
  }

  async requestHeaders(): Promise<Headers> {
    const token = await this.accessToken();
    if (token === null) this.#cookies.dropAccessToken();
    const headers = new Headers(this.#headers);
    const cookies = this.#cookies.forRenderer;
    if (cookies === '') headers.delete('cookie');
    else headers.set('cookie', cookies);
    return headers;
  }

  /** However much of a page needs a token, the service is asked once. */
  #refreshOnce(): Promise<string | null> {
    const { response } = this.#options;
    // Without a response the browser would keep a token that has been used: its next refresh would end the session.
    if (!response || this.#cookies.refreshToken === null) return Promise.resolve(null);
    this.#refreshing ??= this.#refresh(response);
    return this.#refreshing;
  }

  async #refresh(response: ResponseHeaders): Promise<string | null> {
    const pass = (line: string) => appendHeader(response, 'set-cookie', line);
    try {
      const cookie = this.#cookies.forService;
      const transport = this.#transport({ cookie }, (headers) => {
        this.#cookies.take(headers.getSetCookie()).forEach(pass);
      });
      const { accessToken, freshUntil } = await refreshSession(transport, null);
      const seconds = Math.floor((freshUntil - now()) / 1000);
      pass(this.#cookies.keepAccessToken(accessToken, Math.max(seconds, 0)));
      return accessToken;
    } catch (error) {
      // FORBIDDEN: a navigation that may not refresh, such as one from another site. The browser does it afterwards.
      if (!isOver(error) && !hasCode(error, ['FORBIDDEN'])) throw error;
      if (this.#cookies.accessToken !== null) pass(this.#cookies.dropAccessToken());
      return null;
    }
  }

  #transport(headers: Readonly<Record<string, string>>, answered?: (headers: Headers) => void): Transport {
    const { url, documents = 'texts', fetch: send = fetch } = this.#options;
    return new Transport({
      url,
      documents,
      cookie: answered !== undefined,
      fetch: (address, init) => send(address, { ...init, ...UNCACHED }),
      headers: { ...this.#passedOn, ...headers },
      answered,
    });
  }
}

function queryMethods(
  send: (document: TypedDocument<Record<string, unknown>, unknown>, variables: unknown) => Promise<object>,
): Pick<Operations, QueryName> {
  const entries = Object.entries<readonly [document: string, onlyVariable?: string]>(operations);
  const methods = entries
    .filter(([, [document]]) => document.startsWith('query '))
    .map(([name, [document, variable]]) => [
      name,
      async (argument: unknown) => {
        const data = await send(document, variable ? { [variable]: argument } : argument);
        return Object.values(data)[0];
      },
    ]);
  return Object.fromEntries(methods);
}

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, headers.get(name)]).filter(([, value]) => value !== null),
  );
}

function requireConstantUrl(url: string): void {
  const { protocol, username, password } = new URL(url);
  if (!/^https?:$/.test(protocol) || username || password)
    throw new TypeError('The url must be the http or https address of the service, without credentials');
}

/** One address: a list would tell the service of proxies that are none. */
function requireAddress(text: string): string {
  if (!/^[\da-fA-F:.]+$/.test(text)) throw new TypeError('The clientAddress must be an IP address');
  return text;
}
