import { Refusal } from '../core/errors.js';
import { requireUuid, type SignedTokens } from './signed-token.js';

/** What a refresh token says: the session, and which generation of it. It is signed, so nothing of it is stored. */
export interface RefreshClaims {
  readonly sub: string;
  readonly sid: string;
  readonly gen: number;
  readonly jti: string;
}

export class RefreshTokens {
  constructor(private readonly deps: { signedTokens: SignedTokens }) {}

  mint(claims: RefreshClaims, expiresAt: Date): string {
    return this.deps.signedTokens.mint('rt+jwt', { ...claims }, expiresAt);
  }

  /** @throws TOKEN_EXPIRED, TOKEN_INVALID */
  read(token: string): RefreshClaims {
    const { sub, sid, gen, jti } = this.deps.signedTokens.read('rt+jwt', token);
    if (!Number.isSafeInteger(gen) || (gen as number) < 1) throw new Refusal('TOKEN_INVALID');
    return { sub: requireUuid(sub), sid: requireUuid(sid), gen: gen as number, jti: requireUuid(jti) };
  }
}
