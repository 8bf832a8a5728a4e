import type { Caller } from './caller.js';
import { authorizationOf, type Incoming } from './incoming.js';
import type { TokenVerifier } from './token-verifier.js';

/** What Apollo's own server and its integrations for Express (`req`) and Fastify (`raw`) make a context of. */
type Source = { readonly req: Incoming } | { readonly raw: Incoming };

export interface CallerContext {
  readonly caller: Caller;
}

/** Apollo's `context`: says who calls, and refuses nobody. A resolver refuses with `context.caller.require()`. */
export function callerContext(verifier: TokenVerifier) {
  return async (source: Source): Promise<CallerContext> => {
    const incoming = 'req' in source ? source.req : source.raw;
    return { caller: await verifier.identify(authorizationOf(incoming)) };
  };
}
