import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { type Database, Prisma } from '../database/client.js';
import { columnsOf, type RowOf } from '../database/columns.js';
import { DELIVERY_LIMIT } from './mailer.js';

/**
 * Longer than a delivery and storing its outcome take, with a margin for the clock skew between two
 * instances.
 */
export const LEASE = Duration.milliseconds(2 * DELIVERY_LIMIT.milliseconds);

/** How long a dead letter is kept: long enough for an operator to look, but not an archive of addresses. */
const DEAD_LETTER_LIFE = Duration.minutes(30 * 24 * 60);

/** A mail that only this instance may send until its lease ends. */
export type DueMail = RowOf<typeof DUE>;
/** `attempts` includes the current one. */
const DUE = columnsOf('OutboxMail', 'm', ['id', 'sealed', 'attempts', 'expiresAt', 'givenUpAt']);

export interface DueMailsDeps {
  database: Database;
  clock: Clock;
}

/** The reading side of the outbox: finds the mails that are due, and stores their outcomes. */
export class DueMails {
  constructor(private readonly deps: DueMailsDeps) {}

  /**
   * Claims due mails. The same statement postpones each mail by a lease, so only one instance gets it. If
   * that instance is killed, another one gets the mail when the lease ends.
   */
  async claim(limit: number): Promise<DueMail[]> {
    const now = this.deps.clock.now();
    // ARRAY(…) runs once. PostgreSQL may run a subquery under IN again, which would lock more rows than the
    // limit.
    const claimed = await this.deps.database.rows<DueMail>`/* due-mails.claim */
      UPDATE outbox_mails m SET due_at = ${LEASE.after(now)}, attempts = attempts + 1
      WHERE id = ANY (ARRAY(
        SELECT id FROM outbox_mails WHERE due_at <= ${now} ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ))
      RETURNING ${DUE}`;
    // UPDATE … RETURNING has no order. The ids are ordered by time.
    return claimed.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  async remove({ id }: DueMail): Promise<void> {
    await this.deps.database.rows`/* due-mails.remove */ DELETE FROM outbox_mails WHERE id = ${id}::uuid`;
  }

  /** Retries the mail later, unless the lease has ended and another instance has claimed the mail since. */
  async postpone(mail: DueMail, by: Duration): Promise<void> {
    await this.#set(mail, Prisma.sql`due_at = ${by.after(this.deps.clock.now())}`);
  }

  /** Keeps the mail as a dead letter, where an operator sees it. It is deleted when it is due again. */
  async giveUp(mail: DueMail): Promise<void> {
    const now = this.deps.clock.now();
    await this.#set(mail, Prisma.sql`due_at = ${DEAD_LETTER_LIFE.after(now)}, given_up_at = ${now}`);
  }

  async countWaiting(): Promise<number> {
    return this.deps.database.outboxMail.count({ where: { givenUpAt: null } });
  }

  async countDeadLetters(): Promise<number> {
    return this.deps.database.outboxMail.count({ where: { givenUpAt: { not: null } } });
  }

  async #set({ id, attempts }: DueMail, columns: Prisma.Sql): Promise<void> {
    await this.deps.database.rows`/* due-mails.set */
      UPDATE outbox_mails SET ${columns} WHERE id = ${id}::uuid AND attempts = ${attempts}`;
  }
}
