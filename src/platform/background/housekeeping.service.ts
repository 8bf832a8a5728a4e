import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import type { Randomness } from '../../core/randomness.js';
import type { Database, Transaction } from '../database/client.js';

/** Whoever owns rows that are of no use to anybody from some time on. */
export interface Store {
  readonly name: string;
  /** Deletes at the most so many of them. @returns how many */
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
/** So few that no lock is held for long, and no request waits (DO-3). */
const BATCH = 500;
/** "lk_sweep" cut to a 32-bit number: the name of the lock that one sweeping instance holds. */
const SWEEP_LOCK = 0x6c6b_5f73;

/** Takes out what has expired, in the background, in small batches, by one instance at a time. */
export class Housekeeping {
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #underWay: Promise<void> = Promise.resolve();

  constructor(private readonly deps: HousekeepingDeps) {}

  start(): void {
    this.#rest();
  }

  /** Resolves when the batch that is under way has ended; no other begins. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#underWay;
  }

  /** One round through every store, until nothing is left that has expired. */
  async sweep(): Promise<void> {
    for (const store of this.deps.stores) {
      let total = 0;
      for (let count = BATCH; count === BATCH && !this.#stopped; total += count)
        count = await this.#batch(store);
      if (total > 0) this.deps.log.info({ store: store.name, rows: total }, 'Purged what has expired');
    }
  }

  /** The lock ends with the transaction, and so with the instance that held it. */
  #batch(store: Store): Promise<number> {
    return this.deps.database.$transaction(async (tx) => {
      const [lock] = await tx.$queryRaw<{ held: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(${SWEEP_LOCK}::bigint) AS held`;
      return lock?.held ? store.purge(tx, this.deps.clock.now(), BATCH) : 0;
    });
  }

  /** Between half the pause and the whole of it: instances that were started together do not sweep together. */
  #rest(): void {
    const fraction = this.deps.randomness.bytes(2).readUInt16BE() / 0xffff;
    this.#timer = setTimeout(
      () => {
        this.#underWay = this.#sweepQuietly();
      },
      PAUSE.milliseconds * (0.5 + fraction / 2),
    ).unref();
  }

  async #sweepQuietly(): Promise<void> {
    try {
      await this.sweep();
    } catch (error) {
      this.deps.log.error({ failure: describeFailure(error) }, 'Housekeeping failed, to be tried again');
    }
    if (!this.#stopped) this.#rest();
  }
}
