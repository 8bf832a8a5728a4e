import {
  type AuditOutcome,
  type AuthEvent,
  type AuthEventType,
  declarationOf,
  type EventDeclarations,
  sessionIdOf,
  userIdOf,
} from '../../core/events.js';

/** An event as a row of the audit table tells it. */
export interface AuditEntry {
  readonly type: AuthEventType;
  readonly outcome: AuditOutcome;
  /** The user who did it, as far as they had proven who they are. */
  readonly actorId: string | null;
  /** The user it concerns. */
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly detail: string | null;
  /** What an administrator gave as the reason. */
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
 * What the user it concerns may know of an event. Where an administrator sat, and what they wrote, is told to
 * administrators alone: it may speak of others, or of how somebody was found out.
 */
export function asToldToUser<T extends Written>(entry: T): T {
  const byAnother = entry.actorId !== null && entry.actorId !== entry.userId;
  const where = byAnother ? { sessionId: null, ipAddress: null, userAgent: null } : {};
  return { ...entry, ...where, reason: null };
}

/** @returns the types that the user they concern does not read */
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
