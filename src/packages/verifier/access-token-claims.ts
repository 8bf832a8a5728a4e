/** What an access token says, every claim checked. */
export interface AccessTokenClaims {
  readonly iss: string;
  /** The services that the token is for: one, or several. */
  readonly aud: string | readonly string[];
  /** RFC 9068 §2.2: always `latchkey`, since users sign in to the service itself and to no other client. */
  readonly client_id: string;
  /** The user: a random id that never changes and is never given to another one. */
  readonly sub: string;
  /** The session. */
  readonly sid: string;
  /** This very token. */
  readonly jti: string;
  /** The user's role when the token was issued. A role that a program does not know has no rights. */
  readonly role: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
  /** These are there when the service's `ACCESS_TOKEN_CLAIMS` names them, and `email` only while it is verified. */
  readonly email?: string;
  readonly username?: string;
  readonly language?: string;
}

/** How far ahead the clock of who issued it may be, in seconds. */
const CLOCK_SKEW = 60;

const CLIENT_ID = 'latchkey';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Any role that the service may have one day, so that a new one does not lock its users out of what is deployed. */
const ROLE = /^[A-Za-z_]\w{0,63}$/;

/**
 * The claims of a payload of this issuer for this audience, or null: a claim of another shape than the service mints
 * was not minted by it. It does not ask whether `exp` is over.
 */
export function readClaims(
  payload: unknown,
  expected: { issuer: string; audience: string },
  nowInSeconds: number,
): AccessTokenClaims | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const { iss, aud, client_id, sub, sid, jti, role, iat, exp, nbf } = payload as Record<string, unknown>;
  if (!isFirstParty(payload, client_id)) return null;
  if (iss !== expected.issuer || !isAudience(aud) || nbf !== undefined) return null;
  if (!(typeof aud === 'string' ? [aud] : aud).includes(expected.audience)) return null;
  if (!isUuid(sub) || !isUuid(sid) || !isUuid(jti) || !isRole(role)) return null;
  if (!isTime(exp) || !isTime(iat) || iat > nowInSeconds + CLOCK_SKEW) return null;
  const about = readProfile(payload as Record<string, unknown>);
  return (
    about && { iss: expected.issuer, aud, client_id: CLIENT_ID, sub, sid, jti, role, iat, exp, ...about }
  );
}

/** A token with fewer rights than its user has says so by one of these; read without them, it would have them all. */
function isFirstParty(payload: object, clientId: unknown): boolean {
  return clientId === CLIENT_ID && !('scope' in payload) && !('org' in payload);
}

/** RFC 7519 §4.1.3. */
function isAudience(value: unknown): value is string | readonly string[] {
  if (typeof value === 'string') return true;
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

type Profile = Pick<AccessTokenClaims, 'email' | 'username' | 'language'>;

function readProfile(payload: Record<string, unknown>): Profile | null {
  const told = (['email', 'username', 'language'] as const).filter((name) => name in payload);
  if (!told.every((name) => typeof payload[name] === 'string')) return null;
  return Object.fromEntries(told.map((name) => [name, payload[name]]));
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

function isRole(value: unknown): value is string {
  return typeof value === 'string' && ROLE.test(value);
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
