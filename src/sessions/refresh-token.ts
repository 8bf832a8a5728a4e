import { requireGeneration, requireUuid, type SignedTokens } from './signed-token.js';

/** The claims of a refresh token: session and generation. The token is signed, so it is not stored. */
export interface RefreshClaims {
  readonly sub: string;
  readonly sid: string;
  readonly gen: number;
  readonly jti: string;
}

export class RefreshTokens {
  constructor(private readonly deps: { signedTokens: SignedTokens }) {}

  mint(claims: RefreshClaims, expiresAt: Date): string {
    return this.deps.signedTokens.mint({ ...claims }, expiresAt);
  }

  /** @throws TOKEN_EXPIRED, TOKEN_INVALID */
  async read(token: string): Promise<RefreshClaims> {
    const { sub, sid, gen, jti } = (await this.deps.signedTokens.read(token)).claims;
    return {
      sub: requireUuid(sub),
      sid: requireUuid(sid),
      gen: requireGeneration(gen),
      jti: requireUuid(jti),
    };
  }
}
