import {
  type AuditOutcome,
  type AuthEvent,
  type AuthEventType,
  declarationOf,
  type EventDeclarations,
  sessionIdOf,
  userIdOf,
} from '../../core/events.js';

/** An event as stored in a row of the audit table. */
export interface AuditEntry {
  readonly type: AuthEventType;
  readonly outcome: AuditOutcome;
  /** The user who acted; null if the actor was not authenticated. */
  readonly actorId: string | null;
  /** The affected user. */
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly detail: string | null;
  /** The reason that an administrator gave. */
  readonly reason: string | null;
}

export function entryOf(event: AuthEvent, declarations: EventDeclarations): AuditEntry {
  const { outcome, byUser, detail } = declarationOf(event, declarations);
  const userId = userIdOf(event);
  return {
    type: event.type,
    outcome,
    actorId: 'actorId' in event ? event.actorId : byUser ? userId : null,
    userId,
    sessionId: sessionIdOf(event),
    detail: detail?.(event) ?? null,
    reason: 'reason' in event ? event.reason : null,
  };
}

/**
 * The part of an entry that the affected user may read. The reason, and the session and address of another
 * actor, are for administrators only: they may name other users, or disclose how abuse was detected.
 */
export function asToldToUser<T extends Written>(entry: T): T {
  const byAnother = entry.actorId !== null && entry.actorId !== entry.userId;
  const where = byAnother ? { sessionId: null, ipAddress: null, userAgent: null } : {};
  return { ...entry, ...where, reason: null };
}

/** @returns the event types that the affected user must not read */
export function typesKeptFromUser(declarations: EventDeclarations): AuthEventType[] {
  return typesIn(declarations).filter((type) => declarations[type].toldToUser === false);
}

export function typesIn(declarations: EventDeclarations): AuthEventType[] {
  return Object.keys(declarations) as AuthEventType[];
}

type Written = Pick<AuditEntry, 'actorId' | 'userId' | 'sessionId' | 'reason'> & {
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};
