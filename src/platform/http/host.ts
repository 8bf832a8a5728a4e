import type { FastifyRequest } from 'fastify';

const HOST = /^[^\s/?#@\\]+$/;

/**
 * Whether a request has exactly one valid `Host` header, as RFC 9112 §3.2 requires. Only HTTP/1.0 may omit
 * it, as the health checks of load balancers do. Two headers are refused, because a proxy and the service
 * could use different ones.
 */
export function namesItsHost(request: FastifyRequest['raw']): boolean {
  const [host, ...others] = request.headersDistinct['host'] ?? [];
  if (others.length > 0) return false;
  if (host === undefined) return request.httpVersionMajor === 1 && request.httpVersionMinor === 0;
  return HOST.test(host) && URL.canParse(`http://${host}/`);
}
