export type { AccessTokenClaims } from './access-token-claims.js';
export type { Caller } from './caller.js';
export { TokenRefusal, type TokenRefusalCode } from './token-refusal.js';
export { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from './token-verifier.js';
