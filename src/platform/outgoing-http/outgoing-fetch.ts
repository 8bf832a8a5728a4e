import ipaddr from 'ipaddr.js';
import { type Answer, type ExchangeLimits, exchange } from './exchange.js';
import { OutgoingError } from './outgoing-error.js';

/**
 * Makes a `fetch` for hosts that the operator named. It calls https alone, or http on a loopback address; it follows
 * no redirect; it ignores the proxies of the environment; and the time-out covers the body too, which is read before
 * the promise resolves. A URL with a username or password is refused, as by every `fetch`.
 * @throws OutgoingError from each call that gets no complete answer
 */
export function createOutgoingFetch(limits: ExchangeLimits): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (!isSecure(url)) throw new OutgoingError('address refused', url.host);
    const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
    const { method, signal } = request;
    const headers = Object.fromEntries(request.headers);
    return responseOf(await exchange({ url, method, headers, body, signal }, limits), url);
  };
}

/** Whether a request to this URL cannot be read or changed on its way. */
export function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** @param hostname as a parsed URL has it, which turns every spelling of an IPv4 address into one */
function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}

function responseOf({ status, rawHeaders, body }: Answer, url: URL): Response {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  const isEmpty = status === 204 || status === 205;
  const response = new Response(isEmpty ? null : new Uint8Array(body), { status, headers });
  // A constructed response has no address, and readers such as JWKS clients may ask for it.
  Object.defineProperty(response, 'url', { value: url.href });
  return response;
}
