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
    return this.deps.signedTokens.mint({ ...claims }, expiresAt);
  }

  /** @throws TOKEN_EXPIRED, TOKEN_INVALID */
  async read(token: string): Promise<RefreshClaims> {
    const { sub, sid, gen, jti } = (await this.deps.signedTokens.read(token)).claims;
    if (!isGeneration(gen)) throw new Refusal('TOKEN_INVALID');
    return { sub: requireUuid(sub), sid: requireUuid(sid), gen, jti: requireUuid(jti) };
  }
}

/** What the database can count up to, and one more step. */
export const MAX_GENERATION = 2 ** 31 - 2;

function isGeneration(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= MAX_GENERATION;
}
