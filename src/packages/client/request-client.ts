import { MeDocument, type Operations, type QueryName } from '../../generated/client/operations.js';
import type { RequestArguments } from './auth-client.js';
import { hasCode } from './auth-error.js';
import type { DocumentOptions } from './calls.js';
import { needOf } from './need.js';
import { methodsOf, type WithOptions } from './operation-methods.js';
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
import { type OwnHeaders, resolveHeaders, Transport } from './transport.js';
import type { PrintDocument, TypedDocument } from './typed-document.js';

export interface RequestClientOptions {
  /**
   * The GraphQL address of the service for this server. It must be a constant: no part of it may come from a
   * request.
   */
  readonly url: string;
  /** The request of the browser. */
  readonly request: { readonly headers: RequestHeaders };
  /**
   * The response to the browser, before its headers are sent. The client refreshes only if it has a response.
   */
  readonly response?: ResponseHeaders;
  /**
   * The address of the browser, for the rate limits of the service. It is sent as `X-Forwarded-For`, which
   * the service trusts if this server is in its `TRUST_PROXY`. Take it from your own proxy, never from a
   * header that a browser can set.
   */
  readonly clientAddress?: string;
  /**
   * `ids`: operations are sent as their SHA-256, without their text, for a service with `TRUSTED_DOCUMENTS`.
   */
  readonly documents?: 'texts' | 'ids';
  /** Sent with each request, such as the headers of a trace. They replace none of the client and the browser. */
  readonly headers?: OwnHeaders;
  /** The language of messages. Default: the `Accept-Language` of the browser. */
  readonly language?: string | (() => string | undefined);
  /** How long a query waits for its answer, in milliseconds. Default: 15,000. */
  readonly timeout?: number;
  /** For parsed documents without text, the output of code generators by default: `print` of graphql-js. */
  readonly print?: PrintDocument;
  /** Replaces the `fetch` of the platform. */
  readonly fetch?: typeof fetch;
}

/** The queries of the service, for the user of one request. */
export interface RequestClient extends WithOptions<Pick<Operations, QueryName>> {
  /** The user of the request; null for an anonymous visitor, and if the session is over. */
  findUser(): Promise<Awaited<ReturnType<Operations['me']>> | null>;
  /** The access token of the user, refreshed if possible; null for an anonymous visitor. */
  getAccessToken(): Promise<string | null>;
  /** Runs a query of your own. */
  request<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...rest: RequestArguments<Variables>
  ): Promise<Result>;
  /** The headers of the request for the code that renders it. They carry the access token. */
  requestHeaders(): Promise<Headers>;
}

/**
 * Makes a client for one request to an application that renders pages on its server. It uses only the data of
 * this request: two requests share nothing.
 */
export function createRequestClient(options: RequestClientOptions): RequestClient {
  const session = new RequestSession(options);
  const send = <R, V>(document: TypedDocument<R, V>, variables: V, callOptions?: DocumentOptions) =>
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
    ...methodsOf<Pick<Operations, QueryName>>('query ', send),
    findUser,
    getAccessToken: () => session.accessToken(),
    request: (document, ...[variables, callOptions]) => send(document, variables as never, callOptions),
    requestHeaders: () => session.requestHeaders(),
  };
}

/** Frameworks may cache the answers to `fetch`, and a cached answer could reach another user. */
const UNCACHED = { cache: 'no-store' } as const;
/** The service decides by these headers whom it answers, so they come from the browser or not at all. */
const OF_BROWSER = ['origin', 'sec-fetch-site', 'user-agent'] as const;
const NEVER_OWN: readonly string[] = [...OF_BROWSER, 'cookie', 'x-forwarded-for'];
/** Codes of a refused access token that another token may cure. */
const REFUSALS = ['TOKEN_EXPIRED', 'TOKEN_INVALID'] as const;

/** The session of one request. */
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
      ...pick(this.#headers, ['accept-language', ...OF_BROWSER]),
      ...(clientAddress === undefined ? {} : { 'x-forwarded-for': requireAddress(clientAddress) }),
    };
    if (response) setHeader(response, 'cache-control', 'private, no-store');
  }

  async accessToken(): Promise<string | null> {
    if (this.#refreshing) return this.#refreshing;
    const { accessToken, refreshToken } = this.#cookies;
    // Since then the browser may have signed out, or another user may have signed in. The refresh cookie is
    // current.
    if (accessToken !== null && refreshToken !== null && areOfOneSession(accessToken, refreshToken)) {
      // The page cannot refresh, so it must not get a token that the service refuses.
      if (!isExpired(accessToken)) return accessToken;
    }
    return this.#refreshOnce();
  }

  async query<R, V>(document: TypedDocument<R, V>, variables: V, options: DocumentOptions = {}): Promise<R> {
    const transport = this.#transport({});
    const root = readRootFields(transport.textOf(document), options.operationName);
    // Resists CSRF: following a link renders a page, so rendering must not change anything.
    if (root?.kind !== 'query') throw new TypeError('A request client runs queries only');
    const send = (token: string | null) => transport.send(document, variables, { ...options, token });
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

  /** Refreshes once for the request, however many parts of the page need a token. */
  #refreshOnce(): Promise<string | null> {
    const { response } = this.#options;
    // Without a response, the browser would keep a used refresh token, and its next refresh would end the
    // session.
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
      const { accessToken, freshUntil } = (await refreshSession(transport, null)).session;
      const seconds = Math.floor((freshUntil - now()) / 1000);
      pass(this.#cookies.keepAccessToken(accessToken, Math.max(seconds, 0)));
      return accessToken;
    } catch (error) {
      // FORBIDDEN: this navigation may not refresh, for example because it comes from another site. The
      // browser refreshes afterwards.
      if (!isOver(error) && !hasCode(error, ['FORBIDDEN'])) throw error;
      if (this.#cookies.accessToken !== null) pass(this.#cookies.dropAccessToken());
      return null;
    }
  }

  async #ownHeaders(): Promise<Record<string, string>> {
    const own = Object.entries(await resolveHeaders(this.#options.headers));
    const named = own.map(([name, value]) => [name.toLowerCase(), value] as const);
    return Object.fromEntries(named.filter(([name]) => !NEVER_OWN.includes(name)));
  }

  #transport(headers: Readonly<Record<string, string>>, answered?: (headers: Headers) => void): Transport {
    const { url, documents = 'texts', language, timeout, print, fetch: send = fetch } = this.#options;
    return new Transport({
      url,
      documents,
      language,
      timeout,
      print,
      cookie: answered !== undefined,
      fetch: (address, init) => send(address, { ...init, ...UNCACHED }),
      headers: async () => ({ ...(await this.#ownHeaders()), ...this.#passedOn, ...headers }),
      answered,
    });
  }
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

/** Requires one address: the service would take a list for a chain of proxies. */
function requireAddress(text: string): string {
  if (!/^[\da-fA-F:.]+$/.test(text)) throw new TypeError('The clientAddress must be an IP address');
  return text;
}
