import { Duration } from '../../core/duration.js';
import type { RunSql } from './run-sql.js';

/** How long the result of a check is reused: a success, and a failure. */
const GOOD_FOR = Duration.seconds(5);
const BAD_FOR = Duration.seconds(1);

/**
 * Tests what a write needs, without storing a row. The sort exceeds its memory, so it needs disk space for a
 * file. The message in the log needs a commit, which waits for a synchronous standby like any other.
 */
const WRITE = `
  SET LOCAL work_mem = '64kB';
  SELECT count(wide) FROM (
    SELECT repeat('x', 64) AS wide FROM generate_series(1, 4000) AS n ORDER BY n % 100 DESC OFFSET 0) AS sorted;
  SELECT pg_logical_emit_message(true, 'latchkey', 'Writes are possible')`;

/** The database answers but accepts no writes. */
export class DatabaseReadOnly extends Error {
  override readonly name = 'DatabaseReadOnly';
}

/** Takes as long as a commit. @throws DatabaseReadOnly, or the error of the server */
export async function requireWrites(sql: RunSql): Promise<void> {
  // `default_transaction_read_only` would miss a standby, and `pg_is_in_recovery()` a primary whose writes
  // are disabled.
  const [row] = await sql("SELECT current_setting('transaction_read_only') AS state");
  if (row?.['state'] !== 'off') throw new DatabaseReadOnly('The database takes no writes');
  await sql(WRITE);
}

/** Runs one check for all callers, at most once every few seconds. */
export class WriteCheck {
  #underWay: Promise<void> | undefined;
  #latest: Promise<void> = Promise.resolve();
  #holdsUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly check: () => Promise<void>) {}

  /** Waits for a running check, so that no second one starts beside a commit that stalls. */
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
