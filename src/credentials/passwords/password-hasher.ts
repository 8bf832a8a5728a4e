import { Refusal } from '../../core/errors.js';
import type { Randomness } from '../../core/randomness.js';
import { readForeignHash } from './foreign-hash.js';
import type { ForeignHash } from './foreign-hash-form.js';
import { costOf, type HashingCost, requireArgon2 } from './hashing-cost.js';
import type { HashingEngine } from './hashing-engine.js';

export interface PasswordHasherConfig {
  /** What new hashes cost. */
  readonly cost: HashingCost;
  /** How many hashes run at once, at least 1. Memory stays under this many times the cost's memory (DO-1). */
  readonly concurrency: number;
  /** How many wait for their turn; the next one is refused. */
  readonly queueLimit: number;
}

/** The only way to make or check a password hash: one cost, one decoy, a bounded number at once. */
export class PasswordHasher {
  readonly #engine: HashingEngine;
  readonly #cost: HashingCost;
  readonly #decoy: string;
  readonly #turns: Turns;
  /** Within the turns, for hashes that may take longer or more memory than ours: they leave half to everybody else. */
  readonly #costlyTurns: Turns;

  private constructor(engine: HashingEngine, config: PasswordHasherConfig, decoy: string, turns: Turns) {
    this.#engine = engine;
    this.#cost = config.cost;
    this.#decoy = decoy;
    this.#turns = turns;
    this.#costlyTurns = new Turns(Math.max(1, Math.floor(config.concurrency / 2)), config.queueLimit);
  }

  static async create(
    config: PasswordHasherConfig,
    { engine, randomness }: { engine: HashingEngine; randomness: Pick<Randomness, 'bytes'> },
  ): Promise<PasswordHasher> {
    const turns = new Turns(config.concurrency, config.queueLimit);
    const unknowable = randomness.bytes(32).toString('base64url');
    // Really made, at the live cost: a malformed decoy answers at once and so tells who has no account (LOG-2).
    const decoy = await turns.take(() => engine.hash(unknowable, config.cost));
    return new PasswordHasher(engine, config, decoy, turns);
  }

  /**
   * @returns an argon2id PHC string with a fresh salt
   * @throws Refusal SERVER_BUSY when the queue is full
   */
  hash(password: string): Promise<string> {
    return this.#turns.take(() => this.#engine.hash(password, this.#cost));
  }

  /**
   * Costs exactly one verification at the live cost, account or no account (LOG-2). A hash that came from another system
   * costs what it says, and a wrong password for it as much as nobody's on top: it never answers sooner than nobody's.
   * Both in one turn: a wrong password that was found wrong and then refused for want of room would cost no try (RL-1).
   * @param stored what is stored for the account, or null when there is none
   * @returns whether the password is the account's; false when there is no account
   * @throws Refusal SERVER_BUSY when the queue is full; any other error when what is stored is malformed
   */
  async verify(stored: string | null, password: string): Promise<boolean> {
    if (stored === null) return this.#turns.take(() => this.#verifyDecoy(password));
    const foreign = readForeignHash(stored);
    const isOutdated = this.isOutdated(stored);
    const verification = async () =>
      (await (foreign ? verifyForeign(foreign, password) : this.#engine.verify(stored, password))) ||
      (isOutdated && this.#verifyDecoy(password));
    const isCostly = foreign !== null || costOf(stored).memoryKib > this.#cost.memoryKib;
    return isCostly
      ? this.#costlyTurns.take(() => this.#turns.take(verification))
      : this.#turns.take(verification);
  }

  /**
   * Whether a hash is worth making anew when its password is next known: it is of another kind, or weaker than the
   * live cost in memory or in passes. One that is stronger stays as it is (DR-1: upward only).
   * @throws when the hash is malformed
   */
  isOutdated(stored: string): boolean {
    if (readForeignHash(stored) !== null) return true;
    const { isOurs, cost } = requireArgon2(stored);
    return !isOurs || cost.memoryKib < this.#cost.memoryKib || cost.timeCost < this.#cost.timeCost;
  }

  async #verifyDecoy(password: string): Promise<false> {
    await this.#engine.verify(this.#decoy, password);
    return false;
  }
}

/** An import refuses what costs too much; one that is stored all the same has been written past it. */
async function verifyForeign(hash: ForeignHash, password: string): Promise<boolean> {
  if (hash.load > 1) throw new Error('A stored password hash costs too much to verify');
  return hash.verify(password);
}

/**
 * A bounded number at once, and a bounded queue behind them, first come first served. Without the bounds a burst of
 * logins holds gigabytes and every thread that files and names wait for too (DO-1).
 */
class Turns {
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
      throw new Refusal('SERVER_BUSY', { retryAfter: this.#secondsToDrain() });
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The place goes straight to whoever waits longest: nobody who comes later can slip in between. */
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
