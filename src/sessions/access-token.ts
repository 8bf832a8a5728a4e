import { type Acr, type AuthMethod, asAcr } from '../core/assurance.js';
import type { Clock } from '../core/clock.js';
import { AuthError } from '../core/errors.js';
import type { SessionId, UserId } from '../core/ids.js';
import type { Profile } from '../core/profile-claims.js';
import { Role } from '../core/viewer.js';
import { audiencesIn } from './audience.js';
import { type Claims, requireGeneration, requireIds, type SignedTokens } from './signed-token.js';

/**
 * The `client_id` of tokens for users who sign in to this service itself. RFC 9068 §2.2 requires the claim,
 * and strict verifiers refuse a token without it.
 */
export const FIRST_PARTY_CLIENT = 'latchkey';

/**
 * The claims of an access token (RFC 9068 §2.2). Role and profile are for other services: this service reads
 * both from the database.
 */
export interface AccessClaims extends Profile {
  readonly sub: UserId;
  readonly sid: SessionId;
  readonly jti: string;
  readonly role: Role;
  /** The generation of the session at issuance. Only this service uses it. */
  readonly gen: number;
  /** When the user last proved who they are, in seconds since 1970. */
  readonly auth_time: number;
  readonly acr: Acr;
  readonly amr: readonly AuthMethod[];
}

type ProofClaims = Pick<AccessClaims, 'auth_time' | 'acr' | 'amr'>;

/** The claims of a verified access token that this service uses. Times are in seconds since 1970. */
export interface IssuedAccessToken extends Omit<AccessClaims, keyof Profile | keyof ProofClaims> {
  /** Null in a token of a version that did not tell it. */
  readonly proved: ProofClaims | null;
  readonly aud: readonly string[];
  readonly iat: number;
  readonly exp: number;
}

interface Checked {
  readonly issued: IssuedAccessToken;
  readonly kid: string;
}

/** About 8 MB at most. A busy instance sees each token hundreds of times during its life. */
const CACHE_SIZE = 10_000;

/**
 * Issues and verifies access tokens. A signature check takes half as long as a small query, so the instance
 * caches each verified token by its exact text. The cache covers the signature alone. Each request checks the
 * key again and reads the session from the database, so a logout or a revoked key takes effect without delay.
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
    throw new AuthError(expired ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID');
  }

  async #check(token: string): Promise<Checked> {
    const { claims, iat, exp, kid } = await this.deps.signedTokens.read(token);
    if (!isFirstParty(claims)) throw new AuthError('TOKEN_INVALID');
    const { role, gen } = claims;
    if (role !== Role.USER && role !== Role.ADMIN) throw new AuthError('TOKEN_INVALID');
    const aud = audiencesIn(claims['aud']);
    const proved = requireProof(claims);
    const issued = { ...requireIds(claims), role, gen: requireGeneration(gen), proved, aud, iat, exp };
    const checked = { issued, kid };
    this.#remember(token, checked);
    return checked;
  }

  /**
   * Evicts the oldest token of a full cache. The cache holds only tokens that this service signed, so a flood
   * of forged tokens cannot evict them.
   */
  #remember(token: string, checked: Checked): void {
    if (this.#checked.size >= CACHE_SIZE) {
      const oldest = this.#checked.keys().next().value;
      if (oldest !== undefined) this.#checked.delete(oldest);
    }
    this.#checked.set(token, checked);
  }
}

/**
 * A token with fewer rights than its user has another `client_id`, a `scope` or an `org`. A reader that
 * ignores them would grant all rights of the user.
 */
function isFirstParty(claims: Claims): boolean {
  return claims['client_id'] === FIRST_PARTY_CLIENT && !('scope' in claims) && !('org' in claims);
}

/** A later version may have classes that this one does not know. */
const ACR = /^[\w:./-]{1,64}$/;

/**
 * @returns null if the token does not tell the proof, or in a class that only a later version knows
 * @throws TOKEN_INVALID if it tells the proof in another form than the service does
 */
function requireProof({ auth_time, acr, amr }: Claims): ProofClaims | null {
  if (auth_time === undefined && acr === undefined && amr === undefined) return null;
  const isTime = Number.isSafeInteger(auth_time) && Number(auth_time) > 0;
  if (!isTime || typeof acr !== 'string' || !ACR.test(acr) || !isMethods(amr))
    throw new AuthError('TOKEN_INVALID');
  const known = asAcr(acr);
  return known && { auth_time: Number(auth_time), acr: known, amr };
}

function isMethods(value: unknown): value is AuthMethod[] {
  return Array.isArray(value) && value.length > 0 && value.every((method) => typeof method === 'string');
}
