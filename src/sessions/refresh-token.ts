import type { SessionId, UserId } from '../core/ids.js';
import { requireGeneration, requireIds, type SignedTokens } from './signed-token.js';

/** The claims of a refresh token: session and generation. The token is signed, so it is not stored. */
export interface RefreshClaims {
  readonly sub: UserId;
  readonly sid: SessionId;
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
    const { claims } = await this.deps.signedTokens.read(token);
    return { ...requireIds(claims), gen: requireGeneration(claims['gen']) };
  }
}
