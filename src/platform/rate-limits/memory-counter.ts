import type { Clock } from '../../core/clock.js';
import type { Charge, Counter } from './counter.js';
import { type Place, Queue } from './queue.js';
import type { Limit } from './rules.js';

export interface MemoryCounterConfig extends Pick<Limit, 'points' | 'window'> {
  readonly capacity: number;
  /** Whether it rather counts a newcomer too high than too low, once it is full. */
  readonly neverTooLow: boolean;
}

interface Entry {
  readonly key: string;
  readonly endsAt: Date;
  /** What it may have been charged before its place was given to another: it is never counted below this. */
  readonly least: number;
  count: number;
  byAge: Place<Entry>;
  byCount: Place<Entry>;
}

/**
 * Counts in the memory of this instance, and never more than `capacity` keys (RL-9). When it is full, what has
 * expired goes first, and then the key with the lowest count, the oldest of them first. A flood of identifiers
 * therefore throws out its own, and not the counter of the account that it was meant to hide.
 *
 * A newcomer to a full counter begins at nothing, or where the key stood that makes room (Metwally et al.,
 * Space-Saving, 2005). Else two accounts could be guessed at in turn, each throwing the other out; so nobody is counted too
 * low, but after a flood of as many charges as all places allow together, newcomers are counted out. It is for what
 * costs whoever floods a hash for each charge, and not for what anybody could fill.
 *
 * rate-limiter-flexible's own memory is not used: it grows without bound and holds a timer for each key.
 */
export class MemoryCounter implements Counter {
  /** A Map: `__proto__` is a key like any other. */
  readonly #entries = new Map<string, Entry>();
  /** In the order in which their windows end, as all windows are of one length. */
  readonly #byAge = new Queue<Entry>();
  /** One queue for each count, in the order in which keys reached it; above the limit all are alike. */
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

  /** Each is dropped once: whoever charges pays for what has expired, and for nothing else. */
  #dropExpired(now: Date): void {
    for (let oldest = this.#byAge.first; oldest && oldest.endsAt <= now; oldest = this.#byAge.first)
      this.#drop(oldest);
  }

  /** @returns the count that it stood at */
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
