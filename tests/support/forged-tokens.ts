import { randomUUID } from 'node:crypto';
import { FORGED_CLAIMS, FORGED_PROOFS, UNKNOWN_ROLES } from './forged-claims.js';
import { FORGED_SIGNATURES } from './forged-signatures.js';
import type { Forger, Forgeries, Tokens } from './forger.js';
import { without } from './forgery.js';

const DAY = 86_400;

/**
 * Every forged token of which the rules for access tokens speak, by what it tries. The service must refuse each with
 * TOKEN_INVALID, and so must whoever verifies its tokens: a row that is added is asked of all of them.
 */
export const FORGERIES: Forgeries = { ...FORGED_SIGNATURES, ...FORGED_CLAIMS };

/** What a verifier that tells how its callers proved who they are must refuse. */
export const FORGERIES_TO_OUR_VERIFIER: Forgeries = { ...FORGERIES, ...FORGED_PROOFS };

/** What the service itself must refuse: all of these, and roles that only a later version can give. */
export const FORGERIES_TO_THE_SERVICE: Forgeries = { ...FORGERIES_TO_OUR_VERIFIER, ...UNKNOWN_ROLES };

/** Tokens that were good once: to these, and to no other, TOKEN_EXPIRED is said. */
export function expiredTokens(forger: Forger): Tokens {
  return {
    'exp a second ago': forger.withClaims({ exp: forger.now - 1 }),
    'exp now': forger.withClaims({ exp: forger.now }),
    'exp a day ago': forger.withClaims({ exp: forger.now - DAY }),
  };
}

/** What must not be refused, so that a verifier that refuses everything is found out. */
export function goodTokens(forger: Forger): Tokens {
  return {
    'as it was issued': forger.material.accessToken,
    'forged with our own key, and saying the same': forger.withClaims({}),
    'iat in 30 s, as another instance may say': forger.withClaims({ iat: forger.now + 30 }),
    'its audience in a list': forger.withClaims({ aud: [forger.issuer] }),
    'its audience beside another one': forger.withClaims({ aud: ['https://other.example', forger.issuer] }),
    'another token of the session': forger.withClaims({ jti: randomUUID() }),
    'a class of a later version': forger.withClaims({ acr: 'urn:example:4' }),
    'from a version that did not tell the proof': forger.signed(
      forger.header,
      without(without(without(forger.claims, 'auth_time'), 'acr'), 'amr'),
    ),
  };
}
