import type { Caller } from './caller.js';
import { authorizationOf, type Incoming } from './incoming.js';
import type { TokenVerifier } from './token-verifier.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once `identifyCaller` has run. */
    caller: Caller;
  }
}

/** A hook that says who calls, in `request.caller`. It refuses nobody. */
export function identifyCaller(verifier: TokenVerifier) {
  return async (request: { readonly raw: Incoming; caller: Caller }): Promise<void> => {
    request.caller = await verifier.identify(authorizationOf(request.raw));
  };
}

/** A hook for what nobody may do: it answers 401 or 503, with a code, by Fastify's own handling of errors. */
export async function requireCaller(request: { readonly caller: Caller }): Promise<void> {
  request.caller.require();
}

/** The same for a role: callers of any other role are answered with 403. */
export function requireRole(role: string) {
  return async (request: { readonly caller: Caller }): Promise<void> => {
    request.caller.requireRole(role);
  };
}
