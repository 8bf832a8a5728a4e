import jwt from 'jsonwebtoken';
import type { Clock } from '../core/clock.js';
import { Refusal } from '../core/errors.js';
import { isUuid } from '../core/uuid.js';
import { toAudienceClaim } from './audience.js';
import type { KeyMaterial } from './signing-keys/key-kind.js';
import type { RingKey } from './signing-keys/key-ring.js';
import type { LiveKeyRing } from './signing-keys/live-key-ring.js';

/** RFC 8725 §3.11: the type is explicit, and a token of one type is never accepted for another. */
export type TokenType = 'at+jwt' | 'rt+jwt';

export type Claims = Readonly<Record<string, unknown>>;

/** What a good token says, and the name of the key that it is good by: no longer than that is. */
export interface ReadToken {
  readonly claims: Claims;
  readonly iat: number;
  readonly exp: number;
  readonly kid: string;
}

/** RFC 8725 §2.1 asks for a bound before anything is parsed; ours are below 700 characters. */
const MAX_LENGTH = 4096;

/** How far ahead another instance's clock may be, in seconds. */
const CLOCK_SKEW = 60;

type Key = RingKey<KeyMaterial>;

export interface SignedTokensDeps {
  readonly keyRing: Pick<LiveKeyRing<KeyMaterial>, 'signer' | 'find' | 'findOrLook'>;
  readonly clock: Clock;
}

export interface SignedTokensConfig {
  readonly type: TokenType;
  readonly issuer: string;
  /** Whom tokens of this kind are for. */
  readonly audiences: readonly string[];
  /** Whether the claim of a token is for this service. */
  readonly accepts: (aud: unknown) => boolean;
}

/**
 * Signs and checks JWTs of one kind, by keys of one use: before any header is read, the kind has named the keys and so
 * the algorithm. The library is asked for the signature alone: it accepts any `typ`, unknown `crit` members, and tokens
 * without `exp`, so everything else is checked here.
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
   * The claims of a token that this service signed for itself, of this kind, in its time.
   * @throws TOKEN_EXPIRED for a token that is good but for its time, TOKEN_INVALID for every other one:
   * which check failed is told to nobody (RFC 8725 §3.3)
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
    if (!sound) throw new Refusal('TOKEN_INVALID');
    if (exp <= now) throw new Refusal('TOKEN_EXPIRED');
    return { claims, iat, exp, kid: key.kid };
  }

  /** Whether what this key has signed still counts. */
  trusts(kid: string): boolean {
    return this.deps.keyRing.find(kid) !== undefined;
  }

  /**
   * Nothing in the header chooses trust: the `kid` names one of our keys of this use, and `alg` must be the algorithm of
   * that key (RFC 8725 §3.1).
   */
  async #keyFor(token: string): Promise<Key> {
    const header = headerOf(token);
    if (header?.typ !== this.config.type || header.crit !== undefined) throw new Refusal('TOKEN_INVALID');
    const key = await this.deps.keyRing.findOrLook(header.kid);
    if (key === undefined || header.alg !== key.algorithm) throw new Refusal('TOKEN_INVALID');
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
  throw new Refusal('TOKEN_INVALID');
}

function headerOf(token: string): jwt.JwtHeader | undefined {
  if (token.length > MAX_LENGTH) return undefined;
  try {
    return jwt.decode(token, { complete: true })?.header;
  } catch {
    // The library throws where the payload is no JSON although the header says that it is.
    return undefined;
  }
}

export function toSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** @throws TOKEN_INVALID: a claim of another shape than we mint was not minted by us */
export function requireUuid(value: unknown): string {
  if (isUuid(value)) return value;
  throw new Refusal('TOKEN_INVALID');
}

/** What the database can count up to. A session that gets there is not refreshed any more. */
export const MAX_GENERATION = 2 ** 31 - 1;

/** @throws TOKEN_INVALID */
export function requireGeneration(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= MAX_GENERATION)
    return value;
  throw new Refusal('TOKEN_INVALID');
}
