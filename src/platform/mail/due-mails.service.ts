import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { type Database, Prisma } from '../database/client.js';
import { DELIVERY_LIMIT } from './mailer.js';

/** Longer than a delivery and the settling of it take, and by more than the clocks of two instances may differ. */
export const LEASE = Duration.milliseconds(2 * DELIVERY_LIMIT.milliseconds);

/** How long a dead letter can be seen: time for an operator to look, and no archive of addresses. */
const DEAD_LETTER_LIFE = Duration.minutes(30 * 24 * 60);

/** A mail that this instance alone may send until its lease ends. */
export interface DueMail {
  readonly id: string;
  readonly sealed: Uint8Array;
  /** Counts this try too. */
  readonly attempts: number;
  readonly expiresAt: Date;
  readonly givenUpAt: Date | null;
}

export interface DueMailsDeps {
  database: Database;
  clock: Clock;
}

/** The outbox from the other end: whose turn it is, and what became of them. */
export class DueMails {
  constructor(private readonly deps: DueMailsDeps) {}

  /**
   * Takes mails whose turn it is. Whoever takes one moves its turn on by a lease in the same statement, so of any
   * number of instances one has it; one that is killed leaves it to the others when the lease ends.
   */
  async claim(limit: number): Promise<DueMail[]> {
    const now = this.deps.clock.now();
    // The array is made once: a subquery under IN may be run again, and would then lock more rows than it was to.
    const claimed = await this.deps.database.rows<DueMail>`
      UPDATE outbox_mails SET due_at = ${LEASE.after(now)}, attempts = attempts + 1
      WHERE id = ANY (ARRAY(
        SELECT id FROM outbox_mails WHERE due_at <= ${now} ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ))
      RETURNING id, sealed, attempts, expires_at AS "expiresAt", given_up_at AS "givenUpAt"`;
    // What an UPDATE returns has no order; ids have that of time.
    return claimed.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  async remove({ id }: DueMail): Promise<void> {
    await this.deps.database.rows`DELETE FROM outbox_mails WHERE id = ${id}::uuid`;
  }

  /** To be tried again, unless somebody else has begun to since: the lease had ended. */
  async postpone(mail: DueMail, by: Duration): Promise<void> {
    await this.#set(mail, Prisma.sql`due_at = ${by.after(this.deps.clock.now())}`);
  }

  /** A dead letter stays where an operator sees it; its next turn is when it is thrown away. */
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
    await this.deps.database.rows`
      UPDATE outbox_mails SET ${columns} WHERE id = ${id}::uuid AND attempts = ${attempts}`;
  }
}
