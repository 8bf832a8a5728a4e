import type { Caller } from './caller.js';
import { authorizationOf, type Incoming } from './incoming.js';
import { TokenRefusal } from './token-refusal.js';
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

/** What of Node's `ServerResponse` it takes to refuse. */
interface Outgoing {
  writeHead(status: number, headers: Readonly<Record<string, string>>): { end(body: string): unknown };
}

/** Middleware that says who calls, in `request.caller`. It refuses nobody. */
export function identifyCaller(verifier: TokenVerifier) {
  return (request: Incoming & Express.Request, _response: unknown, next: Next): void => {
    verifier.identify(authorizationOf(request)).then((caller) => {
      request.caller = caller;
      next();
    }, next);
  };
}

/**
 * Middleware for what nobody may do: it answers 401 or 503, with a code. It does so by itself, since Express would write
 * a stack to the log for whoever calls without a token; `request.caller.refusal` is there for answers of your own.
 */
export function requireCaller({ caller }: Express.Request, response: Outgoing, next: Next): void {
  if (caller.refusal === null) next();
  else refuse(caller.refusal, response);
}

/** The same for a role: callers of any other role are answered with 403. */
export function requireRole(role: string) {
  return ({ caller }: Express.Request, response: Outgoing, next: Next): void => {
    try {
      caller.requireRole(role);
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error;
      refuse(error, response);
      return;
    }
    next();
  };
}

function refuse(refusal: TokenRefusal, response: Outgoing): void {
  const { status, headers, code, message } = refusal;
  const body = JSON.stringify({ statusCode: status, code, message });
  response.writeHead(status, { ...headers, 'content-type': 'application/json; charset=utf-8' }).end(body);
}
