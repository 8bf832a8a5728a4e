export type { AccessTokenClaims } from './access-token-claims.js';
export type { Caller } from './caller.js';
export type { Freshness } from './freshness.js';
export { TokenError, type TokenErrorCode } from './token-error.js';
export { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from './token-verifier.js';
