import type { LoginMutation } from '../../generated/client/operations.js';
import { now } from './platform.js';

/** The tokens of a session, in the form that a storage keeps. */
export interface Session {
  readonly accessToken: string;
  /** Empty in cookie mode, where no script can read it. */
  readonly refreshToken: string;
  /** How long the access token is used: a time in milliseconds, by the clock of this machine. */
  readonly freshUntil: number;
}

/** A token is refreshed a little before its end, so that it does not expire in transit. */
const MARGIN = { milliseconds: 10_000, share: 0.1 };

/** The user of an answer that opens or refreshes a session. */
export type SessionUser = NonNullable<LoginMutation['login']['user']>;

/** A session with the user of the answer that opened it. No storage keeps the user. */
export interface OpenedSession {
  readonly session: Session;
  readonly user: SessionUser | null;
}

/**
 * Reads the session that an answer opens.
 * @param askedAt the time before the request, in milliseconds: the answer may have taken long
 * @returns null if the answer opens no session
 */
export function sessionIn(data: unknown, askedAt: number): OpenedSession | null {
  const payload = Object.values(data ?? {}).find(isPayload);
  if (payload === undefined) return null;
  const life = payload.expiresIn * 1000;
  const margin = Math.min(MARGIN.milliseconds, life * MARGIN.share);
  const session = {
    accessToken: payload.accessToken,
    refreshToken: payload.refreshToken ?? '',
    freshUntil: Math.floor(askedAt + life - margin),
  };
  return { session, user: payload.user ?? null };
}

interface Payload {
  readonly accessToken: string;
  readonly refreshToken?: string | null;
  readonly expiresIn: number;
  readonly user?: SessionUser | null;
}

function isPayload(value: unknown): value is Payload {
  const { accessToken, expiresIn } = (value ?? {}) as Record<string, unknown>;
  return typeof accessToken === 'string' && typeof expiresIn === 'number';
}

/**
 * Returns the session that was opened or refreshed later. It compares the clock of the service, since the
 * clock of this machine may be set back.
 */
export function newer(one: Session | null | undefined, other: Session | null): Session | null {
  if (!one || !other) return one || other;
  const later = issuedAt(one) - issuedAt(other) || one.freshUntil - other.freshUntil;
  return later >= 0 ? one : other;
}

/** Whether two access tokens belong to different users. */
export function areOfTwo(one: string, other: string): boolean {
  const [user, otherUser] = [claim(one, USER), claim(other, USER)];
  return user !== undefined && otherUser !== undefined && user !== otherUser;
}

/** Whether an access token and a refresh token belong to the same session. */
export function areOfOneSession(accessToken: string, refreshToken: string): boolean {
  const session = claim(accessToken, SESSION);
  return session !== undefined && session === claim(refreshToken, SESSION);
}

/** Whether a token has expired by the clock of this machine. */
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

/** Reads a claim without verification. It only tells which answers of the service belong together. */
function claim(accessToken: string, pattern: RegExp): string | undefined {
  const [, payload = ''] = accessToken.split('.');
  try {
    return pattern.exec(atob(payload.replace(/-/g, '+').replace(/_/g, '/')))?.[1];
  } catch {
    return undefined;
  }
}

/** Checks a value from a storage or another tab, which another version of this client may have written. */
export function isSession(value: unknown): value is Session {
  const { accessToken, refreshToken, freshUntil } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof freshUntil === 'number'
  );
}
