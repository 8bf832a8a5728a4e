import type { Clock } from '../../core/clock.js';
import type { Charge, Counter } from './counter.js';
import { Queue, type QueueNode } from './queue.js';
import type { Limit } from './rules.js';

export interface MemoryCounterConfig extends Pick<Limit, 'points' | 'window'> {
  readonly capacity: number;
  /** Whether a full counter starts a new key too high rather than too low. */
  readonly neverTooLow: boolean;
}

interface Entry {
  readonly key: string;
  readonly endsAt: Date;
  /**
   * The charges that this key may have had before an earlier eviction. The count never drops below this
   * number.
   */
  readonly least: number;
  count: number;
  byAge: QueueNode<Entry>;
  byCount: QueueNode<Entry>;
}

/**
 * Counts in the memory of this instance, for at most `capacity` keys (RL-9). When it is full, it evicts
 * expired keys first, then the oldest of the keys with the lowest count. A flood of identifiers therefore
 * evicts its own keys, and not the counter of the attacked account.
 *
 * With `neverTooLow`, a new key in a full counter takes over the count of the evicted key (Metwally et al.,
 * Space-Saving, 2005). Otherwise an attacker could guess at two accounts in turn, and each would evict the
 * other. The cost: after as many charges as all keys allow together, every new key is refused. So it is only
 * for limits where each charge costs a password hash, which slows a flood down.
 *
 * It does not use the memory store of rate-limiter-flexible, which grows without bound and holds a timer for
 * each key.
 */
export class MemoryCounter implements Counter {
  /** A Map, so that `__proto__` is a key like any other. */
  readonly #entries = new Map<string, Entry>();
  /** Ordered by the end of the window: all windows have the same length. */
  readonly #byAge = new Queue<Entry>();
  /**
   * One queue for each count, in the order in which keys reached it. All counts above the limit share one
   * queue.
   */
  readonly #byCount: readonly Queue<Entry>[];

  constructor(
    private readonly deps: { clock: Clock },
    private readonly config: MemoryCounterConfig,
  ) {
    this.#byCount = Array.from({ length: config.points + 1 }, () => new Queue<Entry>());
  }

  get size(): number {
    return this.#entries.size;
  }

  async charge(key: string): Promise<Charge> {
    const now = this.deps.clock.now();
    this.#dropExpired(now);
    const entry = this.#entries.get(key);
    if (entry === undefined) return this.#open(key, now);
    this.#recount(entry, entry.count + 1);
    return { count: entry.count, endsAt: entry.endsAt };
  }

  async find(key: string): Promise<Charge | null> {
    this.#dropExpired(this.deps.clock.now());
    const entry = this.#entries.get(key);
    return entry === undefined ? null : { count: entry.count, endsAt: entry.endsAt };
  }

  async giveBack(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry !== undefined) this.#lower(entry, entry.count - 1);
  }

  async forget(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry !== undefined) this.#lower(entry, 0);
  }

  #open(key: string, now: Date): Charge {
    const before = this.#entries.size >= this.config.capacity ? this.#dropLowest() : 0;
    const least = this.config.neverTooLow ? before : 0;
    const entry = { key, count: least + 1, least, endsAt: this.config.window.after(now) } as Entry;
    entry.byAge = this.#byAge.append(entry);
    entry.byCount = this.#queueOf(entry).append(entry);
    this.#entries.set(key, entry);
    return { count: entry.count, endsAt: entry.endsAt };
  }

  #lower(entry: Entry, count: number): void {
    const lowered = Math.max(count, entry.least);
    if (lowered === 0) this.#drop(entry);
    else this.#recount(entry, lowered);
  }

  #recount(entry: Entry, count: number): void {
    const before = this.#queueOf(entry);
    entry.count = count;
    const after = this.#queueOf(entry);
    if (before === after) return;
    before.remove(entry.byCount);
    entry.byCount = after.append(entry);
  }

  /** Each entry is dropped once, so a charge pays only for the entries that have expired. */
  #dropExpired(now: Date): void {
    for (let oldest = this.#byAge.first; oldest && oldest.endsAt <= now; oldest = this.#byAge.first)
      this.#drop(oldest);
  }

  /** @returns the count of the dropped key */
  #dropLowest(): number {
    const lowest = this.#byCount.find(({ first }) => first !== null)?.first;
    if (!lowest) return 0;
    this.#drop(lowest);
    return lowest.count;
  }

  #drop(entry: Entry): void {
    this.#entries.delete(entry.key);
    this.#byAge.remove(entry.byAge);
    this.#queueOf(entry).remove(entry.byCount);
  }

  #queueOf({ count }: Entry): Queue<Entry> {
    return this.#byCount[Math.min(count, this.config.points + 1) - 1] as Queue<Entry>;
  }
}
