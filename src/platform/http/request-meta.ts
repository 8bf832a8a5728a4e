import type { FastifyRequest } from 'fastify';
import type { Origin } from '../../core/viewer.js';
import { readBearer } from '../graphql/context.js';
import type { ClientAddresses } from './client-address.js';

const MAX_USER_AGENT = 256;

/** Where a request comes from, as sessions, events and limits know it. */
export function originOf(request: FastifyRequest, addresses: Pick<ClientAddresses, 'of'>): Origin {
  return {
    requestId: request.id,
    ...addresses.of(request.raw),
    userAgent: request.headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null,
  };
}

/** Two headers are one bad token, and not the first of them: two readers could believe two of them (JWT-9). */
export function bearerOf({ raw }: FastifyRequest): string | null {
  return readBearer(raw.headersDistinct['authorization']?.join(', '));
}
