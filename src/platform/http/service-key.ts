import type { FastifyRequest } from 'fastify';

/**
 * The request header with the key of another service. `Authorization` contains the token of a user. With
 * separate headers, neither can be mistaken for the other (JWT-3).
 */
export const SERVICE_KEY = 'latchkey-service-key';

/** Joins two headers into one invalid key, instead of using the first of them. */
export function serviceKeyOf({ headersDistinct }: FastifyRequest['raw']): string | null {
  return headersDistinct[SERVICE_KEY]?.join(', ') ?? null;
}
