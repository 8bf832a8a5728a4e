import type { Caller } from './caller.js';
import { authorizationOf, type Incoming } from './incoming.js';
import type { TokenVerifier } from './token-verifier.js';

/**
 * The argument of Apollo's `context`, from its own server and its integrations for Express (`req`) and
 * Fastify (`raw`).
 */
type Source = { readonly req: Incoming } | { readonly raw: Incoming };

export interface CallerContext {
  readonly caller: Caller;
}

/**
 * Makes the `context` function of Apollo Server. It identifies the caller and rejects no request. A resolver
 * rejects a request with `context.caller.require()`.
 */
export function callerContext(verifier: TokenVerifier) {
  return async (source: Source): Promise<CallerContext> => {
    const incoming = 'req' in source ? source.req : source.raw;
    return { caller: await verifier.identify(authorizationOf(incoming)) };
  };
}
