import type { AuditOutcome, AuthEventType, EventDeclarations } from '../../core/events.js';
import { earliestUuidAt } from '../../core/uuid.js';
import type { Database, Prisma } from '../database/client.js';
import { type AuditRow, asToldToUser, type Metadata, typesIn, typesKeptFromUser } from './audit-entry.js';

export interface AuditSearch {
  readonly userId?: string | null;
  readonly types?: readonly AuthEventType[] | null;
  readonly outcome?: AuditOutcome | null;
  readonly since?: Date | null;
  readonly until?: Date | null;
  /** Types to leave out. */
  readonly except?: readonly AuthEventType[];
}

/** A part of the matching entries, as in a connection. */
export interface AuditSlice {
  readonly count: number;
  readonly after: string | null;
  readonly before: string | null;
  readonly backwards: boolean;
}

/**
 * Reads the audit trail. Unknown event types are left out: during a rolling update, a newer instance may write
 * types that this instance cannot return to a client.
 */
export class AuditEntries {
  constructor(private readonly deps: { database: Database; events: EventDeclarations }) {}

  /** Finds a part of the matching entries, newest first, or oldest first if backwards. */
  async find(search: AuditSearch, { count, after, before, backwards }: AuditSlice): Promise<AuditRow[]> {
    const { userId, types, outcome, since, until, except = [] } = search;
    const rows = await this.deps.database.auditEvent.findMany({
      where: {
        ...(userId ? { userId } : {}),
        type: { in: (types ?? typesIn(this.deps.events)).filter((type) => !except.includes(type)) },
        ...(outcome ? { outcome } : {}),
        AND: [
          // Ids sort by time, so one index serves any time range.
          ...(since ? [{ id: { gte: earliestUuidAt(since) } }] : []),
          ...(until ? [{ id: { lt: earliestUuidAt(until) } }] : []),
          ...(after ? [{ id: { lt: after } }] : []),
          ...(before ? [{ id: { gt: before } }] : []),
        ],
      },
      orderBy: { id: backwards ? 'asc' : 'desc' },
      take: count,
    });
    return rows.map(toRow);
  }

  /** The same for the affected user, without the data that only administrators may read. */
  async findAsUser(search: AuditSearch, slice: AuditSlice): Promise<AuditRow[]> {
    const { events } = this.deps;
    const except = [...(search.except ?? []), ...typesKeptFromUser(events)];
    return (await this.find({ ...search, except }, slice)).map((row) => asToldToUser(row, events));
  }

  /** @param userId finds only what this affected user may read; null for a reader of all */
  async findById(id: string, userId: string | null): Promise<AuditRow | null> {
    const { database, events } = this.deps;
    const types = userId === null ? [] : typesKeptFromUser(events);
    const type = { in: typesIn(events).filter((known) => !types.includes(known)) };
    const row = await database.auditEvent.findFirst({ where: { id, type, ...(userId && { userId }) } });
    return row && (userId === null ? toRow(row) : asToldToUser(toRow(row), events));
  }
}

function toRow(row: Prisma.AuditEventGetPayload<object>): AuditRow {
  return { ...row, metadata: row.metadata as Metadata | null };
}
