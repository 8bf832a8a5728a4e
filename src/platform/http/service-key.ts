import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Refuse } from './transport-errors.js';

/**
 * The header by which another service shows its key. One of its own: what is shown as `Authorization` is a user's, and
 * neither can be taken for the other (JWT-3).
 */
export const SERVICE_KEY = 'latchkey-service-key';

/** What a service asks about is a secret, and must not stand in an address, which every log on the way keeps (LOG-8). */
export function guardServiceKey(scope: FastifyInstance, refuse: Refuse): void {
  scope.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST' && request.headers[SERVICE_KEY] !== undefined)
      return refuse(request, reply.header('allow', 'POST'), 405);
  });
}

/** Two of them are one bad key, and not the first of them. */
export function serviceKeyOf({ headersDistinct }: FastifyRequest['raw']): string | null {
  return headersDistinct[SERVICE_KEY]?.join(', ') ?? null;
}
