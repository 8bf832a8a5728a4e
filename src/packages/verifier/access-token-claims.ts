/** The claims of an access token. Every claim has been checked. */
export interface AccessTokenClaims {
  readonly iss: string;
  /** The services that accept the token: one or several. */
  readonly aud: string | readonly string[];
  /** RFC 9068 §2.2: always `latchkey`, because users sign in to the service itself and to no other client. */
  readonly client_id: string;
  /** The id of the user: random, constant, and never given to another user. */
  readonly sub: string;
  /** The id of the session. */
  readonly sid: string;
  /** The id of this token. */
  readonly jti: string;
  /** The user's role when the token was issued. Give no rights to a role that your program does not know. */
  readonly role: string;
  /** In seconds since 1970, as is `exp`. */
  readonly iat: number;
  readonly exp: number;
  /**
   * The claim `auth_time`: when the user last proved who they are, in seconds since 1970. Tokens of a version of Latchkey
   * before step-up have none of these three; `caller.requireFresh()` refuses them.
   */
  readonly authTime?: number;
  /** How strongly the user proved it: `aal1`, `aal2` or `phr`. Later versions may have others. */
  readonly acr?: string;
  /** How the user proved it, as RFC 8176 names it: `pwd`, `otp`, `pop`, `mfa` and others. */
  readonly amr?: readonly string[];
  /**
   * The optional claims: present if the service's `ACCESS_TOKEN_CLAIMS` names them. `email` is present only
   * while it is verified.
   */
  readonly email?: string;
  readonly username?: string;
  readonly language?: string;
}

/** How far the clock of the issuer may be ahead, in seconds. */
const CLOCK_SKEW = 60;

const CLIENT_ID = 'latchkey';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Accepts classes that the service may add later, as it does roles. */
const ACR = /^[\w:./-]{1,64}$/;
/**
 * Accepts roles that the service may add later, so that a new role does not lock its users out of deployed
 * verifiers.
 */
const ROLE = /^[A-Za-z_]\w{0,63}$/;

/**
 * Reads the claims of a payload of this issuer and audience. It does not check whether `exp` has passed.
 * @returns null if any claim differs from the format that the service issues
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
  const proof = readProof(payload as Record<string, unknown>);
  if (about === null || proof === null) return null;
  const named = { iss: expected.issuer, aud, client_id: CLIENT_ID, sub, sid, jti, role, iat, exp };
  return { ...named, ...proof, ...about };
}

/**
 * A token with fewer rights than its user has one of these members. Ignoring them would give it all rights of
 * the user.
 */
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

type Proof = Pick<AccessTokenClaims, 'authTime' | 'acr' | 'amr'>;

/** The service tells all three, or none in a token of an earlier version. */
function readProof({ auth_time: authTime, acr, amr }: Record<string, unknown>): Proof | null {
  if (authTime === undefined && acr === undefined && amr === undefined) return {};
  if (!isTime(authTime) || typeof acr !== 'string' || !ACR.test(acr)) return null;
  if (!Array.isArray(amr) || amr.length === 0 || !amr.every((method) => typeof method === 'string'))
    return null;
  return { authTime, acr, amr };
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
