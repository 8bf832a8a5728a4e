import type { Clock } from '../../core/clock.js';
import type { AuthEvent, EventDeclarations } from '../../core/events.js';
import { describeFailure } from '../../core/failure.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { Log } from '../../core/log.js';
import type { Randomness } from '../../core/randomness.js';
import { timeOrderedUuid } from '../../core/uuid.js';
import type { RequestMeta } from '../../core/viewer.js';
import { type Database, Prisma, type RawTransaction, type Transaction } from '../database/client.js';
import { columnsOf, type RowOf } from '../database/columns.js';
import { retryUndone } from '../database/retry.js';
import { inTransaction } from '../database/transaction.js';
import { type AuditEntry, type AuditRow, entryOf, type Metadata } from './audit-entry.js';
import type { EventSubscriber, TransactionalEventHandler } from './event-subscriber.js';

const WRITTEN = columnsOf('AuditEvent', 'written', ['id']);

/** A row that is about to be written. */
export type NewEntry = AuditEntry &
  Pick<AuditRow, 'id' | 'createdAt' | 'requestId' | 'ipAddress' | 'userAgent'>;

/** Writes an event in the transaction of the change that it reports. */
export type RecordEvent = (event: AuthEvent) => Promise<void>;

/** The source of a request. SQL values are null if the database finds that the source must not be stored. */
interface EventSource {
  readonly requestId: string;
  readonly ipAddress: string | Prisma.Sql | null;
  readonly userAgent: string | Prisma.Sql | null;
}

export interface AuditTrailDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
  log: Pick<Log, 'error'>;
  /** Every event of the service. */
  events: EventDeclarations;
  /** They receive each event after its commit. */
  subscribers: readonly EventSubscriber[];
  transactionalHandlers: readonly TransactionalEventHandler[];
  /** Called after each commit. It neither blocks nor throws. */
  committed: (tx: RawTransaction) => void;
}

/**
 * The audit trail in the database. An event and the change that it reports are written in one transaction
 * (AU-3). Events that were rolled back are not published.
 */
export class AuditTrail {
  constructor(private readonly deps: AuditTrailDeps) {}

  /**
   * Runs a change in its own transaction, with a function that records its events.
   * @param change is run again from its start if the database rolls it back, for example after a deadlock
   */
  transaction<T>(change: (tx: Transaction, record: RecordEvent) => Promise<T>): Promise<T> {
    return this.#transact((run) => inTransaction(this.deps.database, run), change);
  }

  /**
   * The same for a sign-in, which every user waits for: its statements bypass Prisma's client, and one of them
   * writes the entry of the event (decision 43).
   * @param change gets a function that handles and publishes an event whose entry a statement has written, and one that
   * records any other event
   */
  rawTransaction<T>(
    change: (tx: RawTransaction, written: RecordEvent, record: RecordEvent) => Promise<T>,
  ): Promise<T> {
    return this.#transact(
      (run) => this.deps.database.rawTransaction(run),
      (tx, record, written) => change(tx, written, record),
    );
  }

  /** The row of an event, for a statement of the caller that writes it. */
  newEntry(event: AuthEvent): NewEntry {
    const createdAt = this.deps.clock.now();
    const { requestId, ipAddress, userAgent } = event.requestMeta;
    const id = timeOrderedUuid(createdAt, this.deps.randomness);
    return { ...entryOf(event, this.deps.events), id, createdAt, requestId, ipAddress, userAgent };
  }

  /**
   * Records an event without a change, such as a failed attempt. If the user was deleted in the meantime,
   * address and user agent are left out (DR-6). The row lock orders the two: a later deletion waits and then
   * erases them, and an earlier deletion is visible here.
   */
  async record(event: AuthEvent): Promise<void> {
    if (this.#concernsAnybody(event)) return this.transaction((_tx, record) => record(event));
    const entry = entryOf(event, this.deps.events);
    await this.deps.database.rows`/* audit-trail.record */
      WITH there AS (SELECT FROM users WHERE id = ${entry.userId}::uuid FOR KEY SHARE)
      ${this.#recording(entry, sourceWhileThere(event.requestMeta, entry.userId))}`;
    this.#publish(event);
  }

  /**
   * Records an event without a change if `due` yields a row, in the same statement. Of concurrent calls, only
   * the call that gets the row records its event. Such an event has no handlers. Address and user agent are
   * those of the actor, and are left out if the actor was deleted.
   */
  async recordDue(event: AuthEvent, due: Prisma.Sql): Promise<void> {
    const entry = entryOf(event, this.deps.events);
    const source = sourceWhileThere(event.requestMeta, entry.actorId);
    const [written] = await this.deps.database.rows<RowOf<typeof WRITTEN>>`/* audit-trail.recordDue */
      WITH there AS (SELECT FROM users WHERE id = ${entry.actorId}::uuid FOR KEY SHARE), due AS (${due}),
      written AS (${this.#recording(entry, source, Prisma.sql`FROM due`)} RETURNING id)
      SELECT ${WRITTEN} FROM written`;
    if (written !== undefined) this.#publish(event);
  }

  /** @param from the SQL after the columns of a SELECT; one entry is written for each row */
  #recording(entry: AuditEntry, origin: EventSource, from = Prisma.empty): Prisma.Sql {
    const now = this.deps.clock.now();
    return Prisma.sql`
      INSERT INTO audit_events (id, type, outcome, actor_id, user_id, session_id, metadata, reason,
                                request_id, ip_address, user_agent, created_at)
      SELECT ${timeOrderedUuid(now, this.deps.randomness)}::uuid, ${entry.type}, ${entry.outcome}::"AuditOutcome",
             ${entry.actorId}::uuid, ${entry.userId}::uuid, ${entry.sessionId}::uuid, ${jsonOf(entry.metadata)}::jsonb, ${entry.reason},
             ${origin.requestId}::uuid, ${origin.ipAddress}, ${origin.userAgent}, ${now}::timestamp ${from}`;
  }

  /** Records an event in the background. A failure is logged and does not change the response. */
  recordBeside(event: AuthEvent): void {
    this.record(event).catch((error: unknown) => {
      this.deps.log.error({ event: event.type, failure: describeFailure(error) }, 'audit event not recorded');
    });
  }

  async #transact<T, Tx extends RawTransaction>(
    begin: (run: (tx: Tx) => Promise<T>) => Promise<T>,
    change: (tx: Tx, record: RecordEvent, written: RecordEvent) => Promise<T>,
  ): Promise<T> {
    let happened: AuthEvent[] = [];
    let committed: Tx | undefined;
    const result = await retryUndone(() =>
      begin((tx) => {
        happened = [];
        committed = tx;
        const written = async (event: AuthEvent) => {
          await this.#handle(tx, event);
          happened.push(event);
        };
        const record = async (event: AuthEvent) => {
          await tx.$executeRaw`/* audit-trail.transact */ ${this.#recording(entryOf(event, this.deps.events), event.requestMeta)}`;
          await written(event);
        };
        return change(tx, record, written);
      }),
    );
    if (committed !== undefined) this.deps.committed(committed);
    for (const event of happened) this.#publish(event);
    return result;
  }

  #concernsAnybody(event: AuthEvent): boolean {
    return this.deps.transactionalHandlers.some((handler) => handler.concerns(event));
  }

  async #handle(tx: RawTransaction, event: AuthEvent): Promise<void> {
    for (const handler of this.deps.transactionalHandlers)
      if (handler.concerns(event)) await handler.handle(tx, event);
  }

  #publish(event: AuthEvent): void {
    for (const subscriber of this.deps.subscribers) subscriber.publish(event);
  }

  /**
   * Erases the addresses and user agents of a user, and the reasons that administrators gave about the user
   * (DR-6). A trigger allows only this change. Ids and times stay, because they identify no person.
   */
  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    const nowhere = { ipAddress: null, userAgent: null };
    await tx.auditEvent.updateMany({ where: { userId }, data: { ...nowhere, reason: null } });
    // The condition matches that of the partial index for these few events. No other index finds them.
    await tx.$executeRaw`/* audit-trail.forget */
      UPDATE audit_events SET ip_address = NULL, user_agent = NULL
      WHERE actor_id = ${userId}::uuid AND actor_id <> user_id`;
  }
}

/** The text of a JSON column, which may be null. */
export function jsonOf(metadata: Metadata | null): string | null {
  return metadata && JSON.stringify(metadata);
}

/**
 * The source of a request, without address and user agent if the user no longer exists. For a statement with
 * a `there` query, which locks the row of the user.
 */
function sourceWhileThere(
  { requestId, ipAddress, userAgent }: RequestMeta,
  userId: UserId | null,
): EventSource {
  const whileThere = (text: string | null) =>
    Prisma.sql`CASE WHEN ${userId}::uuid IS NULL OR EXISTS (SELECT FROM there) THEN ${text} END`;
  return { requestId, ipAddress: whileThere(ipAddress), userAgent: whileThere(userAgent) };
}
