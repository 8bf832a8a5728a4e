import jwt from 'jsonwebtoken';
import type { Clock } from '../core/clock.js';
import { AuthError } from '../core/errors.js';
import { asSessionId, asUserId, type SessionId, type UserId } from '../core/ids.js';
import { isUuid } from '../core/uuid.js';
import { toAudienceClaim } from './audience.js';
import type { KeyMaterial } from './signing-keys/key-kind.js';
import type { RingKey } from './signing-keys/key-ring.js';
import type { LiveKeyRing } from './signing-keys/live-key-ring.js';

/** RFC 8725 §3.11: the type is explicit, and a token of one type is never accepted as another. */
export type TokenType = 'at+jwt' | 'rt+jwt';

export type Claims = Readonly<Record<string, unknown>>;

/** The claims of a valid token, and the id of its key: the token is valid only while the key is trusted. */
export interface ReadToken {
  readonly claims: Claims;
  readonly iat: number;
  readonly exp: number;
  readonly kid: string;
}

/** In characters; ours have fewer than 700. A bound before parsing resists denial of service. */
const MAX_LENGTH = 4096;

/** How far the clock of another instance may be ahead, in seconds. */
const CLOCK_SKEW = 60;

type Key = RingKey<KeyMaterial>;

export interface SignedTokensDeps {
  readonly keyRing: Pick<LiveKeyRing<KeyMaterial>, 'signer' | 'find' | 'findOrReload'>;
  readonly clock: Clock;
}

export interface SignedTokensConfig {
  readonly type: TokenType;
  readonly issuer: string;
  /** The services that accept tokens of this kind. */
  readonly audiences: readonly string[];
  /** Whether this service is among the audiences of a token. */
  readonly accepts: (aud: unknown) => boolean;
}

/**
 * Signs and verifies JWTs of one kind with keys of one use. The kind determines the keys and so the
 * algorithm, before any header is read. `jsonwebtoken` verifies the signature alone: it accepts any `typ`,
 * unknown `crit` members and tokens without `exp`, so this class checks everything else.
 */
export class SignedTokens {
  constructor(
    private readonly deps: SignedTokensDeps,
    private readonly config: SignedTokensConfig,
  ) {}

  mint(claims: Claims, expiresAt: Date): string {
    const { signer } = this.deps.keyRing;
    const payload = {
      iss: this.config.issuer,
      aud: toAudienceClaim(this.config.audiences),
      ...claims,
      iat: toSeconds(this.deps.clock.now()),
      exp: toSeconds(expiresAt),
    };
    const header = { alg: signer.algorithm, typ: this.config.type, kid: signer.kid };
    return jwt.sign(payload, signer.signWith, { algorithm: signer.algorithm, header });
  }

  /**
   * Verifies a token: this service signed it for itself, it is of this kind, and it has not expired.
   * @throws TOKEN_EXPIRED if only the time is wrong, TOKEN_INVALID otherwise. The error does not reveal which
   * check failed (RFC 8725 §3.3).
   */
  async read(token: string): Promise<ReadToken> {
    const key = await this.#keyFor(token);
    const claims = verify(key, token);
    const now = toSeconds(this.deps.clock.now());
    const { iss, aud, iat, exp, nbf } = claims;
    const sound =
      iss === this.config.issuer &&
      this.config.accepts(aud) &&
      isTime(iat) &&
      iat <= now + CLOCK_SKEW &&
      isTime(exp) &&
      nbf === undefined;
    if (!sound) throw new AuthError('TOKEN_INVALID');
    if (exp <= now) throw new AuthError('TOKEN_EXPIRED');
    return { claims, iat, exp, kid: key.kid };
  }

  /** Whether the service still trusts tokens of this key. */
  trusts(kid: string): boolean {
    return this.deps.keyRing.find(kid) !== undefined;
  }

  /**
   * No header of the token chooses what is trusted: `kid` names one of our keys of this use, and `alg` must
   * be the algorithm of that key (RFC 8725 §3.1).
   */
  async #keyFor(token: string): Promise<Key> {
    const header = headerOf(token);
    if (header?.typ !== this.config.type || header.crit !== undefined) throw new AuthError('TOKEN_INVALID');
    const key = await this.deps.keyRing.findOrReload(header.kid);
    if (key === undefined || header.alg !== key.algorithm) throw new AuthError('TOKEN_INVALID');
    return key;
  }
}

function verify({ algorithm, verifyWith }: Key, token: string): Claims {
  try {
    const payload = jwt.verify(token, verifyWith, {
      algorithms: [algorithm],
      ignoreExpiration: true,
      ignoreNotBefore: true,
    });
    if (typeof payload === 'object') return payload;
  } catch {}
  throw new AuthError('TOKEN_INVALID');
}

function headerOf(token: string): jwt.JwtHeader | undefined {
  if (token.length > MAX_LENGTH) return undefined;
  try {
    return jwt.decode(token, { complete: true })?.header;
  } catch {
    // The library throws if the header says that the payload is JSON, and it is not.
    return undefined;
  }
}

export function toSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** The ids of the user, the session and the token. @throws TOKEN_INVALID */
export function requireIds({ sub, sid, jti }: Claims): {
  readonly sub: UserId;
  readonly sid: SessionId;
  readonly jti: string;
} {
  return { sub: asUserId(requireUuid(sub)), sid: asSessionId(requireUuid(sid)), jti: requireUuid(jti) };
}

/** @throws TOKEN_INVALID, because this service issues only UUIDs in such a claim */
function requireUuid(value: unknown): string {
  if (isUuid(value)) return value;
  throw new AuthError('TOKEN_INVALID');
}

/** The largest value of the database column. The service does not refresh a session that has reached it. */
export const MAX_GENERATION = 2 ** 31 - 1;

/** @throws TOKEN_INVALID */
export function requireGeneration(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= MAX_GENERATION)
    return value;
  throw new AuthError('TOKEN_INVALID');
}
