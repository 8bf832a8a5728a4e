/** What an access token says, every claim checked. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly aud: string;
  /** The user: a random id that never changes and is never given to another one. */
  readonly sub: string;
  /** The session. */
  readonly sid: string;
  /** This very token. */
  readonly jti: string;
  /** What the user might do when the token was issued. */
  readonly role: 'USER' | 'ADMIN';
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
}

/** How far ahead the clock of who issued it may be, in seconds. */
const CLOCK_SKEW = 60;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The claims of a payload that is of this issuer and for this audience alone, or null: a claim of another shape than
 * the service mints was not minted by it. It does not ask whether `exp` is over.
 */
export function readClaims(
  payload: unknown,
  expected: { issuer: string; audience: string },
  nowInSeconds: number,
): AccessTokenClaims | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const { iss, aud, sub, sid, jti, role, iat, exp, nbf } = payload as Record<string, unknown>;
  const isOurs = iss === expected.issuer && aud === expected.audience && nbf === undefined;
  const isNamed = isUuid(sub) && isUuid(sid) && isUuid(jti) && (role === 'USER' || role === 'ADMIN');
  if (!isOurs || !isNamed || !isTime(exp) || !isTime(iat) || iat > nowInSeconds + CLOCK_SKEW) return null;
  return { iss: expected.issuer, aud: expected.audience, sub, sid, jti, role, iat, exp };
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
