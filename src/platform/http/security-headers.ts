import type { FastifyInstance } from 'fastify';

const YEAR = 365 * 24 * 60 * 60;

/**
 * Responses are data. A browser that opens one directly must not run content from it or show it in a frame. A page sets
 * a policy of its own.
 */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
export type Headers = Readonly<Record<string, string>>;

/** The headers of every response from every layer (HH-2, HH-3). A route can overwrite one. */
export function securityHeaders(publicUrl: string): Headers {
  return {
    'cache-control': 'no-store',
    'content-security-policy': DATA_POLICY,
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // Without `includeSubDomains`: the operator may run other services on the subdomains.
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': `max-age=${YEAR}` } : {}),
  };
}

/** Sets the headers before Fastify handles the request, because some of its error responses run no hook. */
export function addSecurityHeaders(server: FastifyInstance, headers: Headers): void {
  const lines = Object.entries(headers);
  server.server.prependListener('request', (_request, response) => {
    for (const [name, value] of lines) response.setHeader(name, value);
  });
  // Node refuses an unknown `Expect` header without our headers. A server may ignore it (RFC 9110 §10.1.1).
  server.server.on('checkExpectation', (request, response) =>
    server.server.emit('request', request, response),
  );
}
