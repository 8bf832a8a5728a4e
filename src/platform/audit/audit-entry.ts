import {
  type AuditOutcome,
  type AuthEvent,
  type AuthEventType,
  declarationOf,
  type EventDeclarations,
  serviceKeyIdOf,
  sessionIdOf,
  userIdOf,
} from '../../core/events.js';
import type { SessionId, UserId } from '../../core/ids.js';

/** Values of JSON. A time is text in ISO 8601. */
export type Metadata = { readonly [key: string]: unknown };

/** An event as stored in a row of the audit table. */
export interface AuditEntry {
  readonly type: AuthEventType;
  readonly outcome: AuditOutcome;
  /** The user who acted; null if the actor was not authenticated. */
  readonly actorId: UserId | null;
  /** The service key that acted instead of a user. */
  readonly serviceKeyId: string | null;
  /** The affected user. */
  readonly userId: UserId | null;
  readonly sessionId: SessionId | null;
  /** The members of the event that its declaration names; null if it names none. */
  readonly metadata: Metadata | null;
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
  const { outcome, byUser, metadata } = declarationOf(event, declarations);
  const userId = userIdOf(event);
  return {
    type: event.type,
    outcome,
    actorId: 'actorId' in event ? event.actorId : byUser ? userId : null,
    serviceKeyId: serviceKeyIdOf(event),
    userId,
    sessionId: sessionIdOf(event),
    metadata: metadata ? pick(event, Object.keys(metadata)) : null,
    reason: 'reason' in event ? event.reason : null,
  };
}

/** As JSON, so that an entry is the same before it is stored and after. A key without a value is null. */
function pick(event: AuthEvent, keys: readonly string[]): Metadata {
  const members: Metadata = { ...event };
  return JSON.parse(JSON.stringify(Object.fromEntries(keys.map((key) => [key, members[key] ?? null]))));
}

/**
 * The part of an entry that the affected user may read. The reason, and the id, session and address of another
 * actor, are for administrators only: they name other users, or disclose how abuse was detected.
 */
export function asToldToUser(entry: AuditRow, declarations: EventDeclarations): AuditRow {
  const byOtherUser = entry.actorId !== null && entry.actorId !== entry.userId;
  const byAnother = byOtherUser || entry.serviceKeyId !== null;
  const where = byAnother ? { actorId: null, sessionId: null, ipAddress: null, userAgent: null } : {};
  return {
    ...entry,
    ...where,
    serviceKeyId: null,
    reason: null,
    metadata: metadataForUser(entry, declarations),
  };
}

/** A key that the declaration does not name, as an entry of another version may have, is not shown. */
function metadataForUser({ type, metadata }: AuditRow, declarations: EventDeclarations): Metadata | null {
  const readers: Metadata = declarations[type as AuthEventType]?.metadata ?? {};
  const shown = Object.entries(metadata ?? {}).filter(([key]) => readers[key] === 'user');
  return shown.length > 0 ? Object.fromEntries(shown) : null;
}

/** @returns the event types that the affected user must not read */
export function typesKeptFromUser(declarations: EventDeclarations): AuthEventType[] {
  return typesIn(declarations).filter((type) => declarations[type].toldToUser === false);
}

export function typesIn(declarations: EventDeclarations): AuthEventType[] {
  return Object.keys(declarations) as AuthEventType[];
}
