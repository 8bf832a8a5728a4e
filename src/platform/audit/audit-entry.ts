import { type AuthEvent, type AuthEventType, sessionIdOf, userIdOf } from './auth-event.js';

export const AuditOutcome = { SUCCESS: 'SUCCESS', FAILURE: 'FAILURE' } as const;
export type AuditOutcome = keyof typeof AuditOutcome;

/** How each kind of event is written down: how it ended, and whether its user is who did it. */
const KINDS: Readonly<Record<AuthEventType, { outcome: AuditOutcome; byUser: boolean }>> = {
  registered: { outcome: 'SUCCESS', byUser: true },
  registration_refused: { outcome: 'FAILURE', byUser: false },
  logged_in: { outcome: 'SUCCESS', byUser: true },
  login_failed: { outcome: 'FAILURE', byUser: false },
  logged_out: { outcome: 'SUCCESS', byUser: true },
  logged_out_everywhere: { outcome: 'SUCCESS', byUser: true },
  session_revoked: { outcome: 'SUCCESS', byUser: true },
  other_sessions_revoked: { outcome: 'SUCCESS', byUser: true },
  refresh_recovered: { outcome: 'SUCCESS', byUser: true },
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
  user_suspended: { outcome: 'SUCCESS', byUser: false },
  user_reinstated: { outcome: 'SUCCESS', byUser: false },
  user_role_changed: { outcome: 'SUCCESS', byUser: false },
  user_sessions_revoked: { outcome: 'SUCCESS', byUser: false },
  balance_adjusted: { outcome: 'SUCCESS', byUser: false },
  administration_refused: { outcome: 'FAILURE', byUser: true },
  service_key_created: { outcome: 'SUCCESS', byUser: true },
  service_key_revoked: { outcome: 'SUCCESS', byUser: true },
  service_key_refused: { outcome: 'FAILURE', byUser: false },
  service_keys_left: { outcome: 'SUCCESS', byUser: false },
  administration_read: { outcome: 'SUCCESS', byUser: false },
  user_created: { outcome: 'SUCCESS', byUser: false },
  users_imported: { outcome: 'SUCCESS', byUser: false },
  users_exported: { outcome: 'SUCCESS', byUser: false },
  signing_key_rotated: { outcome: 'SUCCESS', byUser: false },
  signing_key_revoked: { outcome: 'SUCCESS', byUser: false },
  secrets_resealed: { outcome: 'SUCCESS', byUser: false },
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
  /** What an administrator gave as the reason. */
  readonly reason: string | null;
}

export function entryOf(event: AuthEvent): AuditEntry {
  const { outcome, byUser } = KINDS[event.type];
  const userId = userIdOf(event);
  return {
    type: event.type,
    outcome,
    actorId: 'actorId' in event ? event.actorId : byUser ? userId : null,
    userId,
    sessionId: sessionIdOf(event),
    detail: detailOf(event),
    reason: 'reason' in event ? event.reason : null,
  };
}

/**
 * What the user it concerns may know of an event. Where an administrator sat, and what they wrote, is told to
 * administrators alone: it may speak of others, or of how somebody was found out.
 */
export function asToldToUser<T extends Written>(entry: T): T {
  const byAnother = entry.actorId !== null && entry.actorId !== entry.userId;
  const where = byAnother ? { sessionId: null, ipAddress: null, userAgent: null } : {};
  return { ...entry, ...where, reason: null };
}

/**
 * Events that the user they concern does not read. A refused referral says that the referrer reads a certain mailbox:
 * otherwise anybody could register with a referrer's code and one address after the other to find out whose it is.
 */
export const NOT_TOLD_TO_USER: readonly AuthEventType[] = ['referral_refused'];

type Written = Pick<AuditEntry, 'actorId' | 'userId' | 'sessionId' | 'reason'> & {
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};

export const NEW_DEVICE = 'new device';

function detailOf(event: AuthEvent): string | null {
  switch (event.type) {
    case 'rate_limited':
      return `${event.operation} by ${event.by}`;
    case 'registration_refused':
    case 'referral_refused':
      return event.because;
    case 'device_shared':
      return `${event.accounts} accounts`;
    // Which of them, never what they were or are: that would outlive the account (DR-6).
    case 'profile_updated':
      return event.fields.join(', ');
    case 'user_suspended':
      return event.until === null ? null : `until ${event.until.toISOString()}`;
    case 'user_role_changed':
      return event.role;
    case 'balance_adjusted':
      return event.change;
    case 'service_key_created':
    case 'service_key_revoked':
      return `${event.key.name}, ${event.key.id}`;
    case 'signing_key_rotated':
      return `${keyIn(event)} because of ${event.because}`;
    case 'signing_key_revoked':
      return keyIn(event);
    case 'secrets_resealed':
      return `${event.rows} of ${event.store}`;
    case 'administration_read':
      return [
        event.operation,
        ...(event.filteredBy.length > 0 ? ['by', event.filteredBy.join(', ')] : []),
      ].join(' ');
    case 'service_keys_left':
      return `${event.keys} keys`;
    case 'administration_refused':
      return event.attempt;
    case 'users_imported':
      return `${event.users} users`;
    case 'users_exported':
      return event.hashes ? 'with hashes' : 'without hashes';
    case 'logged_in':
      return event.newDevice ? NEW_DEVICE : null;
    default:
      return null;
  }
}

/** Access tokens are what most keys sign, so only the other use is named. */
function keyIn({ kid, use }: { readonly kid: string; readonly use: string }): string {
  return use === 'sig' ? kid : `${kid} (${use})`;
}
