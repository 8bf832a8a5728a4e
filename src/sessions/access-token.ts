import type { Clock } from '../core/clock.js';
import { Refusal } from '../core/errors.js';
import type { Profile } from '../core/profile-claims.js';
import { Role } from '../core/viewer.js';
import { audiencesIn } from './audience.js';
import { type Claims, requireGeneration, requireUuid, type SignedTokens } from './signed-token.js';

/**
 * The `client_id` of tokens for users who sign in to this service itself. RFC 9068 §2.2 requires the claim, and strict
 * verifiers refuse a token without it.
 */
export const FIRST_PARTY_CLIENT = 'latchkey';

/**
 * What an access token says (RFC 9068 §2.2). Role and profile are for other services: this one reads them from the
 * database.
 */
export interface AccessClaims extends Profile {
  readonly sub: string;
  readonly sid: string;
  readonly jti: string;
  readonly role: Role;
  /** The generation of the session that it was issued with; for this service alone. */
  readonly gen: number;
}

/** What this service itself believes of one, with its times in seconds since 1970. */
export interface IssuedAccessToken extends Omit<AccessClaims, keyof Profile> {
  readonly aud: readonly string[];
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
    return this.deps.signedTokens.mint({ ...claims, client_id: FIRST_PARTY_CLIENT }, expiresAt);
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
    if (!isFirstParty(claims)) throw new Refusal('TOKEN_INVALID');
    const { sub, sid, jti, role, gen } = claims;
    if (role !== Role.USER && role !== Role.ADMIN) throw new Refusal('TOKEN_INVALID');
    const named = { sub: requireUuid(sub), sid: requireUuid(sid), jti: requireUuid(jti) };
    const aud = audiencesIn(claims['aud']);
    const issued = { ...named, role, gen: requireGeneration(gen), aud, iat, exp };
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

/** A token with fewer rights than its user has says so by one of these; read without them, it would have them all. */
function isFirstParty(claims: Claims): boolean {
  return claims['client_id'] === FIRST_PARTY_CLIENT && !('scope' in claims) && !('org' in claims);
}
