import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from 'node:https';
import type { Duration } from '../../core/duration.js';
import { OutgoingError } from './outgoing-error.js';

export interface ExchangeLimits {
  /** For the whole exchange, from the look-up of the host to the last byte of the answer. */
  readonly timeout: Duration;
  /** The largest body of an answer. */
  readonly maxBytes: number;
}

export interface OutgoingRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly signal?: AbortSignal;
  /** Resolves the host; by default as the system does. Node does not call it for IP addresses. */
  readonly lookup?: RequestOptions['lookup'];
}

export interface Answer {
  readonly status: number;
  /** As they arrived: name, value, name, value. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/**
 * Sends one request and reads the whole answer within the limits. The agent is new each time: it shares no connection
 * with another exchange, and it does not use the proxies of the environment, as a global agent may.
 * @throws OutgoingError for any failure, and for an answer of 3xx
 */
export async function exchange(outgoing: OutgoingRequest, limits: ExchangeLimits): Promise<Answer> {
  const { host } = outgoing.url;
  // Not AbortSignal.any and .timeout, which a garbage collection can take away before they fire.
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), limits.timeout.milliseconds);
  const given = () => abort.abort();
  outgoing.signal?.addEventListener('abort', given, { once: true });
  try {
    outgoing.signal?.throwIfAborted();
    const response = await send(outgoing, abort.signal);
    return await read(response, host, limits.maxBytes).finally(() => response.destroy());
  } catch (error) {
    outgoing.signal?.throwIfAborted();
    if (abort.signal.aborted) throw new OutgoingError('timed out', host, { cause: error });
    throw error instanceof OutgoingError ? error : new OutgoingError('unreachable', host, { cause: error });
  } finally {
    clearTimeout(timer);
    outgoing.signal?.removeEventListener('abort', given);
  }
}

function send(outgoing: OutgoingRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, method, headers, body, lookup } = outgoing;
  const secure = url.protocol === 'https:';
  const options: RequestOptions = {
    method,
    headers: {
      ...headers,
      'accept-encoding': 'identity',
      ...(body === null ? {} : { 'content-length': String(body.byteLength) }),
    },
    signal,
    agent: secure ? new HttpsAgent() : new HttpAgent(),
    // Also where NODE_TLS_REJECT_UNAUTHORIZED turns it off for the process.
    rejectUnauthorized: true,
    ...(lookup === undefined ? {} : { lookup }),
  };
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, options, resolve);
    request.on('error', reject);
    request.end(body);
  });
}

async function read(response: IncomingMessage, host: string, maxBytes: number): Promise<Answer> {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) throw new OutgoingError('redirected', host);
  if (status < 200 || status > 599) throw new OutgoingError('answer malformed', host);
  // A few bytes can unpack to gigabytes.
  if ((response.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new OutgoingError('answer compressed', host);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += (chunk as Buffer).length;
    if (size > maxBytes) throw new OutgoingError('answer too large', host);
    chunks.push(chunk as Buffer);
  }
  return { status, rawHeaders: response.rawHeaders, body: Buffer.concat(chunks) };
}
