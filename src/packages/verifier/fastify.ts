/// <reference types="fastify" preserve="true" />
import type { Caller } from './caller.js';
import { type Freshness, requireMeaningful } from './freshness.js';
import { authorizationOf, type Incoming } from './incoming.js';
import type { TokenVerifier } from './token-verifier.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller, set by `identifyCaller`. */
    caller: Caller;
  }
}

/** A hook that sets `request.caller`. It rejects no request. */
export function identifyCaller(verifier: TokenVerifier) {
  return async (request: { readonly raw: Incoming; caller: Caller }): Promise<void> => {
    request.caller = await verifier.identify(authorizationOf(request.raw));
  };
}

/** A hook that rejects anonymous callers with 401 or 503 and a code, through Fastify's error handler. */
export async function requireCaller(request: { readonly caller: Caller }): Promise<void> {
  request.caller.require();
}

/** A hook that also requires a role: callers with another role get 403. */
export function requireRole(role: string) {
  return async (request: { readonly caller: Caller }): Promise<void> => {
    request.caller.requireRole(role);
  };
}

/**
 * A hook that also requires a fresh proof of the user: other callers get 401 with STEP_UP_REQUIRED.
 * @throws TypeError if it asks nothing
 */
export function requireFresh(freshness: Freshness) {
  requireMeaningful(freshness);
  return async (request: { readonly caller: Caller }): Promise<void> => {
    request.caller.requireFresh(freshness);
  };
}
