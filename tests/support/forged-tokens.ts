import { randomUUID } from 'node:crypto';
import { FORGED_CLAIMS, UNKNOWN_ROLES } from './forged-claims.js';
import { FORGED_SIGNATURES } from './forged-signatures.js';
import type { Forgeries, Smith, Tokens } from './smith.js';

const DAY = 86_400;

/**
 * Every forged token of which the rules for access tokens speak, by what it tries. The service must refuse each with
 * TOKEN_INVALID, and so must whoever verifies its tokens: a row that is added is asked of all of them.
 */
export const FORGERIES: Forgeries = { ...FORGED_SIGNATURES, ...FORGED_CLAIMS };

/** What the service itself must refuse: all of these, and roles that only a later version can give. */
export const FORGERIES_TO_THE_SERVICE: Forgeries = { ...FORGERIES, ...UNKNOWN_ROLES };

/** Tokens that were good once: to these, and to no other, TOKEN_EXPIRED is said. */
export function expiredTokens(smith: Smith): Tokens {
  return {
    'exp a second ago': smith.withClaims({ exp: smith.now - 1 }),
    'exp now': smith.withClaims({ exp: smith.now }),
    'exp a day ago': smith.withClaims({ exp: smith.now - DAY }),
  };
}

/** What must not be refused, so that a verifier that refuses everything is found out. */
export function goodTokens(smith: Smith): Tokens {
  return {
    'as it was issued': smith.ground.accessToken,
    'forged with our own key, and saying the same': smith.withClaims({}),
    'iat in 30 s, as another instance may say': smith.withClaims({ iat: smith.now + 30 }),
    'its audience in a list': smith.withClaims({ aud: [smith.issuer] }),
    'its audience beside another one': smith.withClaims({ aud: ['https://other.example', smith.issuer] }),
    'another token of the session': smith.withClaims({ jti: randomUUID() }),
  };
}
