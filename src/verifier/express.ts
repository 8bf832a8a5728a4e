import type { Caller } from './caller.js';
import { authorizationOf, type Incoming } from './incoming.js';
import type { TokenVerifier } from './token-verifier.js';

declare global {
  namespace Express {
    interface Request {
      /** Who calls, once `identifyCaller` has run. */
      caller: Caller;
    }
  }
}

type Next = (error?: unknown) => void;

/** Middleware that says who calls, in `request.caller`. It refuses nobody. */
export function identifyCaller(verifier: TokenVerifier) {
  return (request: Incoming & Express.Request, _response: unknown, next: Next): void => {
    verifier.identify(authorizationOf(request)).then((caller) => {
      request.caller = caller;
      next();
    }, next);
  };
}

/** Middleware for what nobody may do: it answers 401 or 503, by Express's own handling of errors. */
export function requireCaller(request: Express.Request, _response: unknown, next: Next): void {
  next(request.caller.refusal ?? undefined);
}
