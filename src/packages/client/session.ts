import { now } from './platform.js';

/** The tokens of a session, as a storage keeps them. */
export interface Session {
  readonly accessToken: string;
  /** Empty in cookie mode: there no script can read it. */
  readonly refreshToken: string;
  /** Until when the access token is used, in milliseconds by the clock of this machine. */
  readonly freshUntil: number;
}

/** A token is traded in a little before its end, so that none expires on its way. */
const MARGIN = { milliseconds: 10_000, share: 0.1 };

/**
 * The session that an answer opens, if it does.
 * @param askedAt the time before the request: the answer may have been long on its way
 */
export function sessionIn(data: unknown, askedAt: number): Session | null {
  const payload = Object.values(data ?? {}).find(isPayload);
  if (payload === undefined) return null;
  const life = payload.expiresIn * 1000;
  const margin = Math.min(MARGIN.milliseconds, life * MARGIN.share);
  return {
    accessToken: payload.accessToken,
    refreshToken: payload.refreshToken ?? '',
    freshUntil: Math.floor(askedAt + life - margin),
  };
}

interface Payload {
  readonly accessToken: string;
  readonly refreshToken?: string | null;
  readonly expiresIn: number;
}

function isPayload(value: unknown): value is Payload {
  const { accessToken, expiresIn } = (value ?? {}) as Record<string, unknown>;
  return typeof accessToken === 'string' && typeof expiresIn === 'number';
}

/** The one of two that was opened or refreshed later: by the service's clock, since this machine's may be set back. */
export function newer(one: Session | null | undefined, other: Session | null): Session | null {
  if (!one || !other) return one || other;
  const later = issuedAt(one) - issuedAt(other) || one.freshUntil - other.freshUntil;
  return later >= 0 ? one : other;
}

/** Whether two access tokens are of two users. */
export function areOfTwo(one: string, other: string): boolean {
  const [user, otherUser] = [claim(one, USER), claim(other, USER)];
  return user !== undefined && otherUser !== undefined && user !== otherUser;
}

/** Whether an access token and a refresh token are of one session. */
export function areOfOneSession(accessToken: string, refreshToken: string): boolean {
  const session = claim(accessToken, SESSION);
  return session !== undefined && session === claim(refreshToken, SESSION);
}

/** Whether a token is past its time by the clock of this machine. */
export function isExpired(accessToken: string): boolean {
  const expiry = claim(accessToken, EXPIRY);
  return expiry !== undefined && Number(expiry) * 1000 <= now();
}

const EXPIRY = /"exp":(\d+)/;
const SESSION = /"sid":"([^"]+)"/;
const USER = /"sub":"([^"]+)"/;
const TIME = /"iat":(\d+)/;

function issuedAt({ accessToken }: Session): number {
  return Number(claim(accessToken, TIME) ?? 0);
}

/** Read and not verified: it tells which of the service's answers go together, and nothing more depends on it. */
function claim(accessToken: string, pattern: RegExp): string | undefined {
  const [, payload = ''] = accessToken.split('.');
  try {
    return pattern.exec(atob(payload.replace(/-/g, '+').replace(/_/g, '/')))?.[1];
  } catch {
    return undefined;
  }
}

/** What a storage or another tab hands over was written by whichever version of this client. */
export function isSession(value: unknown): value is Session {
  const { accessToken, refreshToken, freshUntil } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof freshUntil === 'number'
  );
}
