import { Duration } from '../../core/duration.js';
import type { RunSql } from './run-sql.js';

/** How long it holds that writes are possible, and how long that they are not. */
const GOOD_FOR = Duration.seconds(5);
const BAD_FOR = Duration.seconds(1);

/**
 * What a write needs, without a row of ours: room for a file, which a sort in little memory spills into, and a commit,
 * which a message in the log makes, and which waits for a synchronous standby like any other.
 */
const WRITE = `
  SET LOCAL work_mem = '64kB';
  SELECT count(wide) FROM (
    SELECT repeat('x', 64) AS wide FROM generate_series(1, 4000) AS n ORDER BY n % 100 DESC OFFSET 0) AS sorted;
  SELECT pg_logical_emit_message(true, 'latchkey', 'Writes are possible')`;

/** A database that answers and takes no writes. */
export class DatabaseReadOnly extends Error {
  override readonly name = 'DatabaseReadOnly';
}

/** @throws DatabaseReadOnly, or what the server said; it waits for as long as a commit does */
export async function requireWrites(sql: RunSql): Promise<void> {
  // The default of the session alone would miss a standby, and pg_is_in_recovery() a database that is kept from writing.
  const [row] = await sql("SELECT current_setting('transaction_read_only') AS state");
  if (row?.['state'] !== 'off') throw new DatabaseReadOnly('The database takes no writes');
  await sql(WRITE);
}

/** Checks it for as many as ask, and writes no more often than every few seconds. */
export class WriteCheck {
  #underWay: Promise<void> | undefined;
  #latest: Promise<void> = Promise.resolve();
  #holdsUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly check: () => Promise<void>) {}

  /** What is under way is waited for: nobody begins a second one beside a commit that stalls. */
  require(): Promise<void> {
    if (this.#underWay !== undefined) return this.#underWay;
    if (performance.now() < this.#holdsUntil) return this.#latest;
    this.#underWay = this.check();
    this.#latest = this.#underWay;
    this.#underWay.then(
      () => this.#settle(GOOD_FOR),
      () => this.#settle(BAD_FOR),
    );
    return this.#underWay;
  }

  #settle(period: Duration): void {
    this.#underWay = undefined;
    this.#holdsUntil = performance.now() + period.milliseconds;
  }
}
