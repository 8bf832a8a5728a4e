import type { FastifyInstance } from 'fastify';

/** How long other services may keep the keys, in seconds: a new key is published longer than this before it signs. */
const MAX_AGE = 300;

/** The public signing keys (RFC 7517 §5). */
export function addJwks(server: FastifyInstance, jwks: () => object): void {
  server.get('/.well-known/jwks.json', async (_request, reply) =>
    reply
      .header('cache-control', `public, max-age=${MAX_AGE}`)
      .header('cross-origin-resource-policy', 'cross-origin')
      .type('application/jwk-set+json')
      .send(JSON.stringify(jwks())),
  );
}
