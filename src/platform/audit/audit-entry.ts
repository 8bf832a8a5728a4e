import {
  type AuditOutcome,
  type AuthEvent,
  type AuthEventType,
  declarationOf,
  type EventDeclarations,
  sessionIdOf,
  userIdOf,
} from '../../core/events.js';
import type { SessionId, UserId } from '../../core/ids.js';

/** An event as stored in a row of the audit table. */
export interface AuditEntry {
  readonly type: AuthEventType;
  readonly outcome: AuditOutcome;
  /** The user who acted; null if the actor was not authenticated. */
  readonly actorId: UserId | null;
  /** The affected user. */
  readonly userId: UserId | null;
  readonly sessionId: SessionId | null;
  readonly detail: string | null;
  /** The reason that an administrator gave. */
  readonly reason: string | null;
}

/** A stored entry, with its time and the source of the request. It is only shown, so its ids are plain texts. */
export interface AuditRow extends Omit<AuditEntry, 'type' | 'actorId' | 'userId' | 'sessionId'> {
  readonly id: string;
  readonly type: string;
  readonly actorId: string | null;
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly requestId: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
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
export function asToldToUser(entry: AuditRow): AuditRow {
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
