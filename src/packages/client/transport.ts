import { AuthError, type AuthErrorCode, type AuthErrorDetails } from './auth-error.js';
import { limit, reasonOf } from './platform.js';
import { type PrintDocument, type TypedDocument, textOf } from './typed-document.js';

/** Headers of your own, or a function that returns them for each request. */
export type OwnHeaders =
  | Readonly<Record<string, string>>
  | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);

export interface TransportOptions {
  readonly url: string;
  readonly fetch: typeof fetch;
  /** Whether the refresh token travels in a cookie. */
  readonly cookie: boolean;
  /** `ids`: operations are sent as their SHA-256, without their text. */
  readonly documents: 'texts' | 'ids';
  /** Sent with each request, but never instead of a header of the client. */
  readonly headers?: OwnHeaders | undefined;
  /** The language of messages. Default: the language of the browser. */
  readonly language?: string | (() => string | undefined) | undefined;
  /** The default of `Sending.timeout`. */
  readonly timeout?: number | undefined;
  /** Prints parsed documents. */
  readonly print?: PrintDocument | undefined;
  /** Called with the headers of each answer. */
  readonly answered?: ((headers: Headers) => void) | undefined;
}

export interface Sending {
  readonly token: string | null;
  /** The token of a solved captcha. */
  readonly captcha?: string | undefined;
  /** How long to wait for the answer, in milliseconds. */
  readonly timeout?: number | undefined;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the request continues if the user leaves the page. */
  readonly keepalive?: boolean;
  /** The operation to run, if the document has several. */
  readonly operationName?: string | undefined;
}

/**
 * In milliseconds. Long enough for a service that is busy with password hashing, and shorter than the time
 * that other tabs wait for their turn while a login runs.
 */
const LIMIT = 15_000;

/** Sends operations over HTTP, one in each request. */
export class Transport {
  constructor(readonly options: TransportOptions) {}

  textOf(document: TypedDocument<unknown, never>): string {
    return textOf(document, this.options.print);
  }

  /**
   * Sends an operation.
   * @throws AuthError; the reason of the signal if the caller aborts
   */
  async send<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    {
      token,
      captcha,
      timeout = this.options.timeout ?? LIMIT,
      signal,
      keepalive = false,
      operationName,
    }: Sending,
  ): Promise<Result> {
    const { url, cookie, answered } = this.options;
    const body = JSON.stringify({ ...(await this.#name(document)), variables, operationName });
    const headers = await this.#headers(token, captcha);
    const limited = limit(timeout, signal);
    try {
      const response = await this.options
        .fetch(url, {
          method: 'POST',
          headers,
          body,
          credentials: cookie ? 'include' : 'omit',
          // A redirect must not send a password or a token elsewhere.
          redirect: 'error',
          keepalive,
          signal: limited.signal,
        })
        .catch((cause: unknown) => {
          throw new AuthError('NETWORK_ERROR', 'The service cannot be reached', {}, { cause });
        });
      answered?.(response.headers);
      return await readAnswer<Result>(response);
    } catch (error) {
      throw signal?.aborted ? reasonOf(signal) : error;
    } finally {
      limited.end();
    }
  }

  async #headers(token: string | null, captcha: string | undefined): Promise<Record<string, string>> {
    const { cookie, headers, language } = this.options;
    const own = Object.entries(await resolveHeaders(headers));
    const spoken = typeof language === 'function' ? language() : language;
    return {
      // Names in lower case, so that those below replace them.
      ...Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), value])),
      ...(spoken ? { 'accept-language': spoken } : {}),
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(captcha ? { 'latchkey-captcha': captcha } : {}),
      ...(cookie ? { 'latchkey-refresh-token': 'cookie' } : {}),
    };
  }

  /** Names the document by its id, as in the persisted documents of GraphQL over HTTP, or sends its text. */
  async #name(document: TypedDocument<unknown, never>): Promise<object> {
    const text = this.textOf(document);
    if (this.options.documents === 'texts') return { query: text };
    const known = typeof document === 'string' ? undefined : document.__meta__?.hash;
    return { documentId: known ?? `sha256:${await sha256(text)}` };
  }
}

/** The headers of the caller, as they are for this request. */
export async function resolveHeaders(headers: OwnHeaders = {}): Promise<Readonly<Record<string, string>>> {
  return typeof headers === 'function' ? headers() : headers;
}

/** The answer of the service. A gateway may answer anything. */
interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly [{ readonly message: string; readonly extensions: Extensions }];
}
type Extensions = AuthErrorDetails & { readonly code: AuthErrorCode };

async function readAnswer<Result>(response: Response): Promise<Result> {
  // The error of a JSON parser would quote the answer, and with it a token.
  const answer = (await response.json().catch(() => null)) as Answer<Result> | null;
  const error = answer?.errors?.[0];
  if (typeof error?.extensions?.code === 'string') {
    const { code, ...details } = error.extensions;
    throw new AuthError(code, error.message, details);
  }
  if (!answer?.data || answer.errors)
    throw new AuthError('NETWORK_ERROR', 'The answer did not come from the service', {
      status: response.status,
    });
  return answer.data;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
