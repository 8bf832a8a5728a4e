import { type AuthEvent, type AuthEventType, sessionIdOf, userIdOf } from './auth-event.js';

export const AuditOutcome = { SUCCESS: 'SUCCESS', FAILURE: 'FAILURE' } as const;
export type AuditOutcome = keyof typeof AuditOutcome;

/** How each kind of event is written down: how it ended, and whether its user is who did it. */
const KINDS: Readonly<Record<AuthEventType, { outcome: AuditOutcome; byUser: boolean }>> = {
  registered: { outcome: 'SUCCESS', byUser: true },
  logged_in: { outcome: 'SUCCESS', byUser: true },
  login_failed: { outcome: 'FAILURE', byUser: false },
  logged_out: { outcome: 'SUCCESS', byUser: true },
  logged_out_everywhere: { outcome: 'SUCCESS', byUser: true },
  session_revoked: { outcome: 'SUCCESS', byUser: true },
  other_sessions_revoked: { outcome: 'SUCCESS', byUser: true },
  refresh_token_reused: { outcome: 'FAILURE', byUser: false },
  password_reset_requested: { outcome: 'SUCCESS', byUser: false },
  password_reset: { outcome: 'SUCCESS', byUser: true },
  password_changed: { outcome: 'SUCCESS', byUser: true },
  password_change_failed: { outcome: 'FAILURE', byUser: false },
  email_verification_requested: { outcome: 'SUCCESS', byUser: true },
  email_verified: { outcome: 'SUCCESS', byUser: true },
  email_change_requested: { outcome: 'SUCCESS', byUser: true },
  email_change_failed: { outcome: 'FAILURE', byUser: false },
  email_changed: { outcome: 'SUCCESS', byUser: true },
  profile_updated: { outcome: 'SUCCESS', byUser: true },
  account_deletion_failed: { outcome: 'FAILURE', byUser: false },
  account_deleted: { outcome: 'SUCCESS', byUser: true },
  data_exported: { outcome: 'SUCCESS', byUser: true },
  referral_refused: { outcome: 'FAILURE', byUser: true },
  device_shared: { outcome: 'FAILURE', byUser: true },
  user_created: { outcome: 'SUCCESS', byUser: false },
  users_imported: { outcome: 'SUCCESS', byUser: false },
  users_exported: { outcome: 'SUCCESS', byUser: false },
  rate_limited: { outcome: 'FAILURE', byUser: false },
};

/** An event as a row of the audit table tells it. */
export interface AuditEntry {
  readonly type: AuthEventType;
  readonly outcome: AuditOutcome;
  /** Who did it, as far as they had proven who they are. */
  readonly actorId: string | null;
  /** Whom it concerns. */
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly detail: string | null;
}

export function entryOf(event: AuthEvent): AuditEntry {
  const { outcome, byUser } = KINDS[event.type];
  const userId = userIdOf(event);
  return {
    type: event.type,
    outcome,
    actorId: byUser ? userId : null,
    userId,
    sessionId: sessionIdOf(event),
    detail: detailOf(event),
  };
}

export const NEW_DEVICE = 'new device';

function detailOf(event: AuthEvent): string | null {
  if (event.type === 'rate_limited') return `${event.operation} by ${event.by}`;
  if (event.type === 'referral_refused') return event.because;
  if (event.type === 'users_imported') return `${event.users} users`;
  if (event.type === 'users_exported') return event.hashes ? 'with hashes' : 'without hashes';
  if (event.type === 'device_shared') return `${event.accounts} accounts`;
  // Which of them, never what they were or are: that would outlive the account (DR-6).
  if (event.type === 'profile_updated') return event.fields.join(', ');
  return event.type === 'logged_in' && event.newDevice ? NEW_DEVICE : null;
}
