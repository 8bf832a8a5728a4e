import { AuthError, type AuthErrorCode, type AuthErrorDetails } from './auth-error.js';
import { limit } from './platform.js';
import type { TypedDocument } from './typed-document.js';

export interface TransportOptions {
  readonly url: string;
  readonly fetch: typeof fetch;
  /** Whether the refresh token travels in a cookie. */
  readonly cookie: boolean;
  /** `ids`: operations are sent as their SHA-256, without their text. */
  readonly documents: 'texts' | 'ids';
  /** Sent with each operation. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Called with the headers of each answer. */
  readonly answered?: ((headers: Headers) => void) | undefined;
}

export interface Sending {
  readonly token: string | null;
  readonly milliseconds?: number;
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

  /**
   * Sends an operation.
   * @throws AuthError
   */
  async send<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    { token, milliseconds = LIMIT, keepalive = false, operationName }: Sending,
  ): Promise<Result> {
    const { url, cookie, headers, answered } = this.options;
    const body = JSON.stringify({ ...(await this.#name(document)), variables, operationName });
    const response = await this.options
      .fetch(url, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(cookie ? { 'latchkey-refresh-token': 'cookie' } : {}),
        },
        body,
        credentials: cookie ? 'include' : 'omit',
        // A redirect must not send a password or a token elsewhere.
        redirect: 'error',
        keepalive,
        signal: limit(milliseconds),
      })
      .catch((cause: unknown) => {
        throw new AuthError('NETWORK_ERROR', 'The service cannot be reached', {}, { cause });
      });
    answered?.(response.headers);
    return readAnswer<Result>(response);
  }

  /** Names the document by its id, as in the persisted documents of GraphQL over HTTP, or sends its text. */
  async #name(document: TypedDocument<unknown, never>): Promise<object> {
    const text = `${document}`;
    if (this.options.documents === 'texts') return { query: text };
    const known = typeof document === 'string' ? undefined : document.__meta__?.hash;
    return { documentId: known ?? `sha256:${await sha256(text)}` };
  }
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
    const { code, status, requestId, fields, retryAfter, until, registered } = error.extensions;
    const details = { status, requestId, fields, retryAfter, until, registered };
    throw new AuthError(code, error.message, withoutAbsent(details));
  }
  if (!answer?.data || answer.errors)
    throw new AuthError('NETWORK_ERROR', 'The answer did not come from the service', {
      status: response.status,
    });
  return answer.data;
}

function withoutAbsent(details: Record<string, unknown>): AuthErrorDetails {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
