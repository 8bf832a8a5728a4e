import type { FastifyRequest } from 'fastify';

const HOST = /^[^\s/?#@\\]+$/;

/**
 * Whether a request names its host as RFC 9112 §3.2 asks: one `Host` line, which only HTTP/1.0 may leave out, as the
 * checks of load balancers do. Two lines are refused, since a proxy and this service could believe different ones.
 */
export function namesItsHost(request: FastifyRequest['raw']): boolean {
  const [host, ...others] = request.headersDistinct['host'] ?? [];
  if (others.length > 0) return false;
  if (host === undefined) return request.httpVersionMajor === 1 && request.httpVersionMinor === 0;
  return HOST.test(host) && URL.canParse(`http://${host}/`);
}
