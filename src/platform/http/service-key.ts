import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Refuse } from './transport-errors.js';

/**
 * The request header with the key of another service. `Authorization` contains the token of a user. With
 * separate headers, neither can be mistaken for the other (JWT-3).
 */
export const SERVICE_KEY = 'latchkey-service-key';

/**
 * Refuses service keys outside POST. The token that a service asks about is a secret and must not be in a
 * URL, which proxies log (LOG-8).
 */
export function guardServiceKey(scope: FastifyInstance, refuse: Refuse): void {
  scope.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST' && request.headers[SERVICE_KEY] !== undefined)
      return refuse(request, reply.header('allow', 'POST'), 405);
  });
}

/** Joins two headers into one invalid key, instead of using the first of them. */
export function serviceKeyOf({ headersDistinct }: FastifyRequest['raw']): string | null {
  return headersDistinct[SERVICE_KEY]?.join(', ') ?? null;
}
