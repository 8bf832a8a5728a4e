import type { AccessTokenClaims } from './access-token-claims.js';

/** What `requireFresh` asks of a token (RFC 9470). */
export interface Freshness {
  /** The class that the user must have proved: `aal1`, `aal2` or `phr`. A stronger one is enough too. */
  readonly acr?: string;
  /** The longest time since the user proved it, in seconds. */
  readonly maxAge?: number;
}

/** The classes of Latchkey, the weakest first. */
const LEVELS = ['aal1', 'aal2', 'phr'];

/** It also keeps the value from breaking out of its quotes in a header. */
const ACR = /^[\w:./-]{1,64}$/;

/**
 * @throws TypeError if it asks nothing, or in a form that no token can have: a check that always passes must not look
 * like one
 */
export function requireMeaningful({ acr, maxAge }: Freshness): void {
  if (acr === undefined && maxAge === undefined) throw new TypeError('requireFresh needs acr or maxAge');
  if (acr !== undefined && !(typeof acr === 'string' && ACR.test(acr)))
    throw new TypeError('acr is not valid');
  if (maxAge !== undefined && !(Number.isFinite(maxAge) && maxAge >= 0))
    throw new TypeError('maxAge must be a number of seconds');
}

/** A token that does not tell when or how its user proved who they are is never fresh. */
export function isFresh(
  { authTime, acr: shown }: AccessTokenClaims,
  { acr, maxAge }: Freshness,
  nowInSeconds: number,
): boolean {
  if (authTime === undefined || shown === undefined) return false;
  if (maxAge !== undefined && nowInSeconds - authTime > maxAge) return false;
  return acr === undefined || satisfies(shown, acr);
}

/** A class that the verifier does not know has no place in the order, so it satisfies itself alone. */
function satisfies(shown: string, needed: string): boolean {
  if (shown === needed) return true;
  return LEVELS.includes(needed) && LEVELS.indexOf(shown) > LEVELS.indexOf(needed);
}
