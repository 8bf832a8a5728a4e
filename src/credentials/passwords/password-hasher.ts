import { AuthError } from '../../core/errors.js';
import type { Randomness } from '../../core/randomness.js';
import { readForeignHash } from './foreign-hash.js';
import type { ForeignHash } from './foreign-hash-form.js';
import { costOf, type HashingCost, requireArgon2 } from './hashing-cost.js';
import type { HashingEngine } from './hashing-engine.js';

export interface PasswordHasherConfig {
  /** The cost of new hashes. */
  readonly cost: HashingCost;
  /** Concurrent hashes, at least 1. Memory stays below this number times the memory of one hash (DO-1). */
  readonly concurrency: number;
  /** How many requests may wait. Further requests are rejected. */
  readonly queueLimit: number;
}

/** The only way to create or verify a password hash: one cost, one dummy hash, bounded concurrency. */
export class PasswordHasher {
  readonly #engine: HashingEngine;
  readonly #cost: HashingCost;
  readonly #dummyHash: string;
  readonly #semaphore: BoundedSemaphore;
  /**
   * A second limit for hashes that may take longer or more memory than the current cost. They get at most
   * half of the slots, so other requests can still run.
   */
  readonly #costlySemaphore: BoundedSemaphore;

  private constructor(
    engine: HashingEngine,
    config: PasswordHasherConfig,
    dummyHash: string,
    semaphore: BoundedSemaphore,
  ) {
    this.#engine = engine;
    this.#cost = config.cost;
    this.#dummyHash = dummyHash;
    this.#semaphore = semaphore;
    this.#costlySemaphore = new BoundedSemaphore(
      Math.max(1, Math.floor(config.concurrency / 2)),
      config.queueLimit,
    );
  }

  static async create(
    config: PasswordHasherConfig,
    { engine, randomness }: { engine: HashingEngine; randomness: Pick<Randomness, 'bytes'> },
  ): Promise<PasswordHasher> {
    const semaphore = new BoundedSemaphore(config.concurrency, config.queueLimit);
    const unknowable = randomness.bytes(32).toString('base64url');
    // The dummy hash is a real hash at the current cost. A malformed one would fail at once, and the fast
    // answer would reveal that an account does not exist (user enumeration, LOG-2).
    const dummyHash = await semaphore.take(() => engine.hash(unknowable, config.cost));
    return new PasswordHasher(engine, config, dummyHash, semaphore);
  }

  /**
   * @returns an argon2id PHC string with a fresh salt
   * @throws AuthError SERVER_BUSY when the queue is full
   */
  hash(password: string): Promise<string> {
    return this.#semaphore.take(() => this.#engine.hash(password, this.#cost));
  }

  /**
   * Takes one verification at the current cost, whether or not the account exists (LOG-2). A foreign or
   * outdated hash takes its own cost, and a wrong password for it takes the dummy hash on top, so it never
   * answers faster than an unknown account.
   *
   * Both run in one slot. Otherwise a wrong password could be rejected with SERVER_BUSY after it was found
   * wrong, and the attempt would not be counted (RL-1).
   * @param stored the stored hash of the account, or null when there is none
   * @returns whether the password is correct; false when there is no account
   * @throws AuthError SERVER_BUSY when the queue is full; another error when the stored hash is malformed
   */
  async verify(stored: string | null, password: string): Promise<boolean> {
    if (stored === null) return this.#semaphore.take(() => this.#verifyDummy(password));
    const foreign = readForeignHash(stored);
    const isOutdated = this.isOutdated(stored);
    const verification = async () =>
      (await (foreign ? verifyForeign(foreign, password) : this.#engine.verify(stored, password))) ||
      (isOutdated && this.#verifyDummy(password));
    const isCostly = foreign !== null || costOf(stored).memoryKib > this.#cost.memoryKib;
    return isCostly
      ? this.#costlySemaphore.take(() => this.#semaphore.take(verification))
      : this.#semaphore.take(verification);
  }

  /**
   * Whether to replace a hash at the next successful login: it has another format, or less memory or fewer
   * passes than the current cost. A stronger hash stays as it is (DR-1: upward only).
   * @throws when the hash is malformed
   */
  isOutdated(stored: string): boolean {
    if (readForeignHash(stored) !== null) return true;
    const { isOurs, cost } = requireArgon2(stored);
    return !isOurs || cost.memoryKib < this.#cost.memoryKib || cost.timeCost < this.#cost.timeCost;
  }

  async #verifyDummy(password: string): Promise<false> {
    await this.#engine.verify(this.#dummyHash, password);
    return false;
  }
}

/** Imports reject hashes that cost too much. Such a hash in the database was written without an import. */
async function verifyForeign(hash: ForeignHash, password: string): Promise<boolean> {
  if (hash.load > 1) throw new Error('A stored password hash costs too much to verify');
  return hash.verify(password);
}

/**
 * Bounds concurrency and the queue behind it, first in, first out. Without these bounds a burst of logins
 * would take gigabytes of memory, and would block every thread that file and DNS operations need (DO-1).
 */
class BoundedSemaphore {
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #averageMilliseconds = 0;

  constructor(
    private readonly concurrency: number,
    private readonly queueLimit: number,
  ) {}

  async take<T>(job: () => Promise<T>): Promise<T> {
    await this.#enter();
    const startedAt = performance.now();
    try {
      return await job();
    } finally {
      this.#leave(performance.now() - startedAt);
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.concurrency) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.queueLimit)
      throw new AuthError('SERVER_BUSY', { retryAfter: this.#secondsToDrain() });
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Passes the slot to the request that has waited longest, so that a new request cannot overtake it. */
  #leave(milliseconds: number): void {
    const weight = this.#averageMilliseconds === 0 ? 1 : 0.1;
    this.#averageMilliseconds += (milliseconds - this.#averageMilliseconds) * weight;
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }

  #secondsToDrain(): number {
    const milliseconds = ((this.#waiting.length + 1) / this.concurrency) * this.#averageMilliseconds;
    return Math.max(1, Math.ceil(milliseconds / 1000));
  }
}
