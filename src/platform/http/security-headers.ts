import type { FastifyInstance, FastifyReply } from 'fastify';

const YEAR = 365 * 24 * 60 * 60;

/** Answers are data: a browser that is led to one shows it, frames it and runs it nowhere. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
/**
 * The Sandbox page states what it may load in a `<meta>` of its own, by a nonce. This adds what a `<meta>` cannot say;
 * a browser applies both.
 */
const PAGE_POLICY = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

export type Headers = Readonly<Record<string, string>>;

/** What every answer carries, whoever gives it (HH-2, HH-3). A route that knows better overwrites a line. */
export function securityHeaders(publicUrl: string): Headers {
  return {
    'cache-control': 'no-store',
    'content-security-policy': DATA_POLICY,
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // For this host alone: what runs on the subdomains of it is not ours to decide.
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': `max-age=${YEAR}` } : {}),
  };
}

/** Set before Fastify sees the request: some of its own refusals run no hook. */
export function addSecurityHeaders(server: FastifyInstance, headers: Headers): void {
  const lines = Object.entries(headers);
  server.server.prependListener('request', (_request, response) => {
    for (const [name, value] of lines) response.setHeader(name, value);
  });
  // Node would refuse an expectation that it does not know without them; RFC 9110 §10.1.1 lets a server ignore it.
  server.server.on('checkExpectation', (request, response) =>
    server.server.emit('request', request, response),
  );
  server.addHook('onSend', async (_request, reply) => {
    if (isPage(reply)) reply.header('content-security-policy', PAGE_POLICY);
  });
}

function isPage(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/html');
}
