import type { Clock } from '../../core/clock.js';
import type { AuditOutcome, AuthEvent, AuthEventType, EventDeclarations } from '../../core/events.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import type { Randomness } from '../../core/randomness.js';
import { earliestUuidAt, timeOrderedUuid } from '../../core/uuid.js';
import type { Origin } from '../../core/viewer.js';
import { type Database, Prisma, type Transaction } from '../database/client.js';
import { retryUndone } from '../database/retry.js';
import { type AuditEntry, asToldToUser, entryOf, typesIn, typesKeptFromUser } from './audit-entry.js';
import type { Companion, EventSink } from './event-sink.js';

/** Writes an event down in the transaction that it tells of. */
export type Record = (event: AuthEvent) => Promise<void>;

/** An entry as it was written, with when and from where. */
export interface AuditRow extends Omit<AuditEntry, 'type'> {
  readonly id: string;
  readonly type: string;
  readonly requestId: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
}

/** An entry whose detail the database may have to find out. */
type Entry = Omit<AuditEntry, 'detail'> & { readonly detail: string | Prisma.Sql | null };

/** What a user did, where only the database knows whether and how it happens. */
export interface ByUser {
  readonly type: AuthEventType;
  readonly userId: string;
  readonly sessionId: string;
  readonly detail: Prisma.Sql;
  readonly origin: Origin;
}

/** Where a request came from, as far as the database finds that it may be kept. */
interface Place {
  readonly requestId: string;
  readonly ipAddress: string | Prisma.Sql | null;
  readonly userAgent: string | Prisma.Sql | null;
}

export interface AuditSearch {
  readonly userId?: string | null;
  readonly types?: readonly AuthEventType[] | null;
  readonly outcome?: AuditOutcome | null;
  readonly since?: Date | null;
  readonly until?: Date | null;
  /** Types that are left out. */
  readonly except?: readonly AuthEventType[];
}

export interface AuditTrailDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
  log: Pick<Log, 'error'>;
  /** Every event of the service. */
  events: EventDeclarations;
  /** Who hears of an event once it is committed. */
  sinks: readonly EventSink[];
  companions: readonly Companion[];
  /** Called after each commit; it neither waits nor throws. */
  committed: (tx: Transaction) => void;
}

/**
 * What happened, in the database: an event and the change it tells of are written together or not at all (AU-3),
 * and nobody hears of one that was rolled back.
 */
export class AuditTrail {
  constructor(private readonly deps: AuditTrailDeps) {}

  /**
   * Runs a change in a transaction of its own, with a way to record what it does.
   * @param change may be run again from its beginning, after all that it did has been undone
   */
  async transaction<T>(change: (tx: Transaction, record: Record) => Promise<T>): Promise<T> {
    let happened: AuthEvent[] = [];
    const result = await this.#commit((tx) => {
      happened = [];
      return change(tx, async (event) => {
        await tx.$executeRaw(this.#recording(entryOf(event, this.deps.events), event.origin));
        await this.#accompany(tx, event);
        happened.push(event);
      });
    });
    for (const event of happened) this.#publish(event);
    return result;
  }

  /**
   * The writing of what a user did, for the statement that does it.
   * @param from what follows the columns of a SELECT, which `detail` may read
   */
  recordingByUser({ type, detail, origin, ...where }: ByUser, from: Prisma.Sql): Prisma.Sql {
    const who = { actorId: where.userId, ...where };
    const { outcome } = this.deps.events[type];
    return this.#recording({ type, outcome, ...who, detail, reason: null }, origin, from);
  }

  /**
   * Writes down what changed nothing, such as an attempt that failed. Where from is left out when its user was deleted
   * meanwhile: the deletion waits for the lock that this takes, and forgets, or comes first and is seen (DR-6).
   */
  async record(event: AuthEvent): Promise<void> {
    if (this.#concernsAnybody(event)) return this.transaction((_tx, record) => record(event));
    const entry = entryOf(event, this.deps.events);
    await this.deps.database.rows`
      WITH there AS (SELECT FROM users WHERE id = ${entry.userId}::uuid FOR KEY SHARE)
      ${this.#recording(entry, placeWhileThere(event.origin, entry.userId))}`;
    this.#publish(event);
  }

  /**
   * The same where a statement yields a row, and in one statement with it: of any number at once, that of the one which
   * the database lets through. Nothing goes with such an event. Where from is that of its actor.
   */
  async recordDue(event: AuthEvent, due: Prisma.Sql): Promise<void> {
    const entry = entryOf(event, this.deps.events);
    const place = placeWhileThere(event.origin, entry.actorId);
    const [written] = await this.deps.database.rows<{ id: string }>`
      WITH there AS (SELECT FROM users WHERE id = ${entry.actorId}::uuid FOR KEY SHARE), due AS (${due}),
      written AS (${this.#recording(entry, place, Prisma.sql`FROM due`)} RETURNING id)
      SELECT id FROM written`;
    if (written !== undefined) this.#publish(event);
  }

  /** @param from what follows the columns of a SELECT: an entry is written for each row it yields */
  #recording(entry: Entry, origin: Place, from = Prisma.empty): Prisma.Sql {
    const now = this.deps.clock.now();
    return Prisma.sql`
      INSERT INTO audit_events (id, type, outcome, actor_id, user_id, session_id, detail, reason,
                                request_id, ip_address, user_agent, created_at)
      SELECT ${timeOrderedUuid(now, this.deps.randomness)}::uuid, ${entry.type}, ${entry.outcome}::"AuditOutcome",
             ${entry.actorId}::uuid, ${entry.userId}::uuid, ${entry.sessionId}::uuid, ${entry.detail}, ${entry.reason},
             ${origin.requestId}::uuid, ${origin.ipAddress}, ${origin.userAgent}, ${now}::timestamp ${from}`;
  }

  /** The same where nobody waits for it: that it is not written must not change the answer, and is told to the log. */
  recordBeside(event: AuthEvent): void {
    this.record(event).catch((error: unknown) => {
      this.deps.log.error({ event: event.type, failure: describeFailure(error) }, 'An audit event is lost');
    });
  }

  /**
   * Tells of an event that a statement of the caller's has written down. What goes with it is written right after,
   * and what happened stays when that cannot be: it is told to the log.
   */
  async announce(event: AuthEvent): Promise<void> {
    this.#publish(event);
    if (!this.#concernsAnybody(event)) return;
    await this.#commit((tx) => this.#accompany(tx, event)).catch((error: unknown) => {
      const failure = describeFailure(error);
      this.deps.log.error({ event: event.type, failure }, 'What goes with an event is lost');
    });
  }

  async #commit<T>(change: (tx: Transaction) => Promise<T>): Promise<T> {
    let committed: Transaction | undefined;
    const result = await retryUndone(() =>
      this.deps.database.$transaction((tx) => {
        committed = tx;
        return change(tx);
      }),
    );
    if (committed !== undefined) this.deps.committed(committed);
    return result;
  }

  #concernsAnybody(event: AuthEvent): boolean {
    return this.deps.companions.some((companion) => companion.concerns(event));
  }

  async #accompany(tx: Transaction, event: AuthEvent): Promise<void> {
    for (const companion of this.deps.companions)
      if (companion.concerns(event)) await companion.accompany(tx, event);
  }

  #publish(event: AuthEvent): void {
    for (const sink of this.deps.sinks) sink.publish(event);
  }

  /**
   * Forgets where from a user did what they did, to themselves or to others, and what administrators wrote of them, as
   * a trigger allows; ids and times stay, and name nobody (DR-6).
   */
  async forget(tx: Transaction, userId: string): Promise<void> {
    const nowhere = { ipAddress: null, userAgent: null };
    await tx.auditEvent.updateMany({ where: { userId }, data: { ...nowhere, reason: null } });
    // In the words of the index of such events: there are few, and no other one finds them.
    await tx.$executeRaw`
      UPDATE audit_events SET ip_address = NULL, user_agent = NULL
      WHERE actor_id = ${userId}::uuid AND actor_id <> user_id`;
  }

  /**
   * What fits, the newest first, from behind the entry `after`. While instances are updated one after the other, a newer
   * one may write types that this one does not know, and could not name to a client: they are left out.
   */
  find(search: AuditSearch, first: number, after: string | null): Promise<AuditRow[]> {
    const { userId, types, outcome, since, until, except = [] } = search;
    return this.deps.database.auditEvent.findMany({
      where: {
        ...(userId ? { userId } : {}),
        type: { in: (types ?? typesIn(this.deps.events)).filter((type) => !except.includes(type)) },
        ...(outcome ? { outcome } : {}),
        AND: [
          // Ids are in the order of time, so one index answers for any span of it.
          ...(since ? [{ id: { gte: earliestUuidAt(since) } }] : []),
          ...(until ? [{ id: { lt: earliestUuidAt(until) } }] : []),
          ...(after ? [{ id: { lt: after } }] : []),
        ],
      },
      orderBy: { id: 'desc' },
      take: first,
    });
  }

  /** The same for the user it concerns, who is not told everything of what others did. */
  async findAsUser(search: AuditSearch, first: number, after: string | null): Promise<AuditRow[]> {
    const except = [...(search.except ?? []), ...typesKeptFromUser(this.deps.events)];
    return (await this.find({ ...search, except }, first, after)).map(asToldToUser);
  }
}

/** For a statement with `there`, which yields the user whose address it is, locked, while they exist. */
function placeWhileThere({ requestId, ipAddress, userAgent }: Origin, userId: string | null): Place {
  const whileThere = (text: string | null) =>
    Prisma.sql`CASE WHEN ${userId}::uuid IS NULL OR EXISTS (SELECT FROM there) THEN ${text} END`;
  return { requestId, ipAddress: whileThere(ipAddress), userAgent: whileThere(userAgent) };
}
