import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { eventActorOf } from '../../core/event-actor.js';
import { describeFailure } from '../../core/failure.js';
import { parseUserId, type UserId } from '../../core/ids.js';
import type { Log } from '../../core/log.js';
import type { KeyedHash } from '../../core/secret-box.js';
import { isService, type Principal } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { Prisma, type Transaction } from '../../platform/database/client.js';
import type { OnRead, RecordedQuery } from '../../platform/graphql/records-reading.js';

/**
 * Within this time, reads by the same administrator or service with the same operation and filter give one event. So
 * paging through a list counts as one read.
 */
const WINDOW = Duration.minutes(10);

export interface ReadingRecordDeps {
  clock: Clock;
  audit: Pick<AuditTrail, 'recordDue'>;
  /**
   * Hashes the name of a read: a filter may contain an email address, which must not stay in another table.
   */
  names: KeyedHash;
  log: Pick<Log, 'error'>;
}

/** Records which administrator or service reads the data of other users. */
export class ReadingRecord {
  constructor(private readonly deps: ReadingRecordDeps) {}

  /** A read succeeds even if it cannot be recorded; the failure is logged. */
  readonly onRead: OnRead = async (principal, query) => {
    await this.#record(principal, query).catch((error: unknown) => {
      const failure = describeFailure(error);
      this.deps.log.error({ event: 'administration_read', failure }, 'audit event not recorded');
    });
  };

  async #record(principal: Principal, { operation, args, requestMeta }: RecordedQuery): Promise<void> {
    const own = isService(principal) ? null : principal.account.id;
    const { userId, filter, isOwn } = whatIsRead(args, own);
    if (isOwn) return;
    const actor = eventActorOf(principal);
    const name = JSON.stringify([actor.actorId ?? actor.serviceKeyId, operation, userId, filter]);
    await this.deps.audit.recordDue(
      {
        type: 'administration_read',
        // A list does not concern a single user, so it belongs to the administrator's own events.
        userId: userId ?? own,
        ...actor,
        operation,
        filteredBy: filter.map(([key]) => key),
        requestMeta,
      },
      this.#claiming(this.deps.names.digest(name)),
    );
  }

  /** Yields a row to exactly one of many concurrent reads on any instances. Most reads write nothing. */
  #claiming(digest: Uint8Array<ArrayBuffer>): Prisma.Sql {
    const now = this.deps.clock.now();
    const begin = WINDOW.before(now);
    return Prisma.sql`
      INSERT INTO recorded_reads (digest, recorded_at)
      SELECT ${digest}::bytea, ${now}::timestamp
      WHERE NOT EXISTS (
        SELECT FROM recorded_reads r WHERE r.digest = ${digest}::bytea AND r.recorded_at > ${begin}::timestamp)
      ON CONFLICT (digest) DO UPDATE SET recorded_at = EXCLUDED.recorded_at
      WHERE recorded_reads.recorded_at <= ${begin}::timestamp
      RETURNING 1`;
  }

  /** Deletes the rows that no longer suppress an event. */
  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* reading-record.purge */
      DELETE FROM recorded_reads WHERE digest IN (
        SELECT digest FROM recorded_reads WHERE recorded_at <= ${WINDOW.before(now)}
        LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }
}

interface WhatIsRead {
  /** Null if the read does not concern a single user. */
  readonly userId: UserId | null;
  /** The filter of the list, in a fixed order. Pages of one list are the same read. */
  readonly filter: readonly (readonly [string, unknown])[];
  readonly isOwn: boolean;
}

function whatIsRead({ id, filter, representations }: RecordedQuery['args'], own: UserId | null): WhatIsRead {
  const { userId: filtered, ...rest } = { ...(filter as Readonly<Record<string, unknown>> | null) };
  const subject = id ?? filtered;
  const userId = parseUserId(subject);
  const named = (representations as readonly { readonly id?: unknown }[] | undefined)?.map((one) => one.id);
  return {
    userId,
    filter: Object.entries(rest)
      .filter(([, value]) => value !== null && value !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
    isOwn: own !== null && (userId === own || (named?.every((one) => one === own) ?? false)),
  };
}
