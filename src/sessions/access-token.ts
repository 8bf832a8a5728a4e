import type { Clock } from '../core/clock.js';
import { Refusal } from '../core/errors.js';
import { Role } from '../core/viewer.js';
import { requireGeneration, requireUuid, type SignedTokens } from './signed-token.js';

/** What an access token says (RFC 9068 §2.2). `role` is for other services: this one reads it from the database. */
export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly jti: string;
  readonly role: Role;
  /** The generation of the session that it was issued with; for this service alone. */
  readonly gen: number;
}

/** The same with its times, in seconds since 1970. */
export interface IssuedAccessToken extends AccessClaims {
  readonly iat: number;
  readonly exp: number;
}

interface Checked {
  readonly issued: IssuedAccessToken;
  readonly kid: string;
}

/** About 8 MB at the most; a busy instance sees each token hundreds of times in its life. */
const CACHE_SIZE = 10_000;

/**
 * Access tokens. Checking a signature is half the time of a small query, so a token that was found good is
 * remembered by its exact text until it expires. That the text was signed is all that is remembered: whether its key
 * still counts is asked each time, and whether the session lives is read from the database, so nothing here delays a
 * logout or the end of a key.
 */
export class AccessTokens {
  readonly #checked = new Map<string, Checked>();

  constructor(private readonly deps: { signedTokens: SignedTokens; clock: Clock }) {}

  mint(claims: AccessClaims, expiresAt: Date): string {
    return this.deps.signedTokens.mint({ ...claims }, expiresAt);
  }

  /** @throws TOKEN_EXPIRED, TOKEN_INVALID */
  async read(token: string): Promise<IssuedAccessToken> {
    const { issued, kid } = this.#checked.get(token) ?? (await this.#check(token));
    const expired = issued.exp * 1000 <= this.deps.clock.now().getTime();
    if (!expired && this.deps.signedTokens.trusts(kid)) return issued;
    this.#checked.delete(token);
    throw new Refusal(expired ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID');
  }

  async #check(token: string): Promise<Checked> {
    const { claims, iat, exp, kid } = await this.deps.signedTokens.read(token);
    const { sub, sid, jti, role, gen } = claims;
    if (role !== Role.USER && role !== Role.ADMIN) throw new Refusal('TOKEN_INVALID');
    const named = { sub: requireUuid(sub), sid: requireUuid(sid), jti: requireUuid(jti) };
    const issued = { ...named, role, gen: requireGeneration(gen), iat, exp };
    const checked = { issued, kid };
    this.#remember(token, checked);
    return checked;
  }

  /** The oldest makes room: only tokens that we signed get here, so no flood of guesses can empty it. */
  #remember(token: string, checked: Checked): void {
    if (this.#checked.size >= CACHE_SIZE) {
      const oldest = this.#checked.keys().next().value;
      if (oldest !== undefined) this.#checked.delete(oldest);
    }
    this.#checked.set(token, checked);
  }
}
