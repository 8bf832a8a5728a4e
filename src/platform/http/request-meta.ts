import type { FastifyRequest } from 'fastify';
import type { RequestMeta } from '../../core/viewer.js';
import { readBearer } from '../graphql/context.js';
import type { ClientAddresses } from './client-address.js';

const MAX_USER_AGENT = 256;

/** The source of a request, as sessions, events and limits use it. */
export function requestMetaOf(request: FastifyRequest, addresses: Pick<ClientAddresses, 'of'>): RequestMeta {
  return {
    requestId: request.id,
    ...addresses.of(request.raw),
    userAgent: request.headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null,
  };
}

/**
 * Joins two `Authorization` headers into one invalid token. If the service used the first of them, a proxy
 * and the service could accept different tokens (JWT-9).
 */
export function bearerOf({ raw }: FastifyRequest): string | null {
  return readBearer(raw.headersDistinct['authorization']?.join(', '));
}
