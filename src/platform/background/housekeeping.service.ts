import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { describeFailure } from '../../core/failure.js';
import { shortened } from '../../core/jitter.js';
import type { Log } from '../../core/log.js';
import { Periodic } from '../../core/periodic.js';
import type { Randomness } from '../../core/randomness.js';
import type { Database, Transaction } from '../database/client.js';
import { inTransaction } from '../database/transaction.js';

/** A store with rows that become useless after some time. */
export interface Store {
  readonly name: string;
  /**
   * Deletes at most `limit` useless rows.
   * @returns the number of deleted rows
   */
  purge(tx: Transaction, now: Date, limit: number): Promise<number>;
}

export interface HousekeepingDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
  log: Pick<Log, 'info' | 'error'>;
  stores: readonly Store[];
}

const PAUSE = Duration.minutes(10);
/** Small enough that no lock is held for long and no request waits (DO-3). */
const BATCH = 500;
/** "lk_sweep" cut to a 32-bit number: the advisory lock of the instance that sweeps. */
const SWEEP_LOCK = 0x6c6b_5f73;

/** Deletes expired rows in the background, in small batches, by one instance at a time. */
export class Housekeeping {
  #stopped = false;
  readonly #sweeps = new Periodic({
    pause: () => shortened(PAUSE, this.deps.randomness),
    round: () => this.sweep(),
    failed: (error) =>
      this.deps.log.error({ failure: describeFailure(error) }, 'housekeeping failed, will retry'),
  });

  constructor(private readonly deps: HousekeepingDeps) {}

  start(): void {
    this.#sweeps.start();
  }

  /** Resolves when the current batch has ended. No other batch begins. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#sweeps.stop();
  }

  /** Goes through every store once, until no expired rows are left. */
  async sweep(): Promise<void> {
    for (const store of this.deps.stores) {
      let total = 0;
      for (let count = BATCH; count === BATCH && !this.#stopped; total += count)
        count = await this.#batch(store);
      if (total > 0) this.deps.log.info({ store: store.name, rows: total }, 'expired rows deleted');
    }
  }

  /** The lock ends with the transaction, so an instance that crashes releases it. */
  #batch(store: Store): Promise<number> {
    return inTransaction(this.deps.database, async (tx) => {
      const [lock] = await tx.$queryRaw<{ held: boolean }[]>`/* housekeeping.batch */
        SELECT pg_try_advisory_xact_lock(${SWEEP_LOCK}::bigint) AS held`;
      return lock?.held ? store.purge(tx, this.deps.clock.now(), BATCH) : 0;
    });
  }
}
