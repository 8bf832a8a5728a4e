import type { Caller } from './caller.js';
import { type Freshness, requireMeaningful } from './freshness.js';
import { authorizationOf, type Incoming } from './incoming.js';
import { TokenError } from './token-error.js';
import type { TokenVerifier } from './token-verifier.js';

declare global {
  namespace Express {
    interface Request {
      /** The caller, set by `identifyCaller`. */
      caller: Caller;
    }
  }
}

type Next = (error?: unknown) => void;

/** The part of Node's `ServerResponse` that a refusal uses. */
interface Outgoing {
  writeHead(status: number, headers: Readonly<Record<string, string>>): { end(body: string): unknown };
}

/** Middleware that sets `request.caller`. It rejects no request. */
export function identifyCaller(verifier: TokenVerifier) {
  return (request: Incoming & Express.Request, _response: unknown, next: Next): void => {
    verifier.identify(authorizationOf(request)).then((caller) => {
      request.caller = caller;
      next();
    }, next);
  };
}

/**
 * Middleware that rejects anonymous callers with 401 or 503 and a code. It writes the response itself,
 * because Express would log a stack for every request without a token. For a response of your own, use
 * `request.caller.refusal`.
 */
export function requireCaller({ caller }: Express.Request, response: Outgoing, next: Next): void {
  if (caller.refusal === null) next();
  else refuse(caller.refusal, response);
}

/** Middleware that also requires a role: callers with another role get 403. */
export function requireRole(role: string) {
  return guard((caller) => caller.requireRole(role));
}

/**
 * Middleware that also requires a fresh proof of the user: other callers get 401 with STEP_UP_REQUIRED.
 * @throws TypeError if it asks nothing
 */
export function requireFresh(freshness: Freshness) {
  requireMeaningful(freshness);
  return guard((caller) => caller.requireFresh(freshness));
}

function guard(check: (caller: Caller) => unknown) {
  return ({ caller }: Express.Request, response: Outgoing, next: Next): void => {
    try {
      check(caller);
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      refuse(error, response);
      return;
    }
    next();
  };
}

function refuse(refusal: TokenError, response: Outgoing): void {
  const { status, headers, code, message } = refusal;
  const body = JSON.stringify({ statusCode: status, code, message });
  response.writeHead(status, { ...headers, 'content-type': 'application/json; charset=utf-8' }).end(body);
}
