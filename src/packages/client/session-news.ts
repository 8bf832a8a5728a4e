import type { AuthErrorCode } from './auth-error.js';
import { isSession, type Session, type SessionUser } from './session.js';

/** Codes that mean that the session is over. Other failures may be temporary. */
export const OVER = [
  'TOKEN_INVALID',
  'TOKEN_REUSED',
  'TOKEN_EXPIRED',
  'UNAUTHENTICATED',
  'ACCOUNT_SUSPENDED',
  'EMAIL_NOT_VERIFIED',
] as const satisfies readonly AuthErrorCode[];

/** A change of the session, here or in another tab. */
export type SessionChange =
  | {
      readonly status: 'signed-in';
      /** The user as of now. Null after an operation of your own: ask `me`. */
      readonly user: SessionUser | null;
      /** `login`: a user has signed in, or registered. `refresh`: the session continues. */
      readonly reason: 'login' | 'refresh';
    }
  | {
      readonly status: 'signed-out';
      readonly user: null;
      /**
       * `logout` and `deleted`: the user has signed out or deleted the account. `other-user`: another user has
       * signed in in another tab. A code: the service has ended the session.
       */
      readonly reason: 'logout' | 'deleted' | 'other-user' | (typeof OVER)[number];
    };

/** What one tab tells the others. */
export interface SessionNews {
  readonly session: Session | null;
  readonly change: SessionChange;
  /** The latest session that the sender has seen. A late message about it must not undo a sign-out. */
  readonly latest?: Session | null;
}

export function signedIn(
  session: Session,
  user: SessionUser | null,
  reason: 'login' | 'refresh',
): SessionNews {
  return { session, change: { status: 'signed-in', user, reason } };
}

export function signedOut(reason: Extract<SessionChange, { status: 'signed-out' }>['reason']): SessionNews {
  return { session: null, change: { status: 'signed-out', user: null, reason } };
}

/** Checks a message from another tab, which another version of this client may have sent. */
export function isNews(message: unknown): message is SessionNews {
  const { session, change } = (message ?? {}) as Partial<SessionNews>;
  return (session === null || isSession(session)) && typeof change?.status === 'string';
}
