import type { Clock } from '../../core/clock.js';
import { AuthError, type ErrorCode, type ErrorDeclarations } from '../../core/errors.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import type { KeyedHash } from '../../core/secret-box.js';
import type { RequestMeta } from '../../core/viewer.js';
import { addressKey } from './address-key.js';
import type { Charge, Counter } from './counter.js';
import { MemoryCounter } from './memory-counter.js';
import type { RedisConnection } from './redis-connection.js';
import { RedisCounter } from './redis-counter.js';
import type { Counts, Limit, Rules } from './rules.js';

export interface RateLimitsDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Hashes the keys, so that a reader of Redis learns neither addresses nor accounts. */
  readonly names: KeyedHash;
  /** Tells which errors do not mean a wrong guess. An undeclared error counts as a wrong guess. */
  readonly errors: ErrorDeclarations;
  /** Null: each instance counts alone. */
  readonly redis: RedisConnection | null;
  /** Called for the first refusal of a window only: an attack must not fill the log (RL-8). */
  readonly refused: (event: Limited) => void;
}

export interface Limited {
  readonly operation: string;
  readonly by: By;
  readonly requestMeta: RequestMeta;
}

export const BY = ['address', 'subject', 'knownDevice'] as const;
type By = (typeof BY)[number];

interface Watch {
  readonly by: By;
  readonly limit: Limit;
  readonly counter: Counter;
}

interface Taken extends Watch {
  readonly key: string;
  readonly charge: Charge;
}

/**
 * Keys for each limit and instance: some megabytes. Subjects are easier to make up than addresses. Two
 * processors cannot hash fast enough to use up the login limits of 50,000 subjects within a window.
 */
const CAPACITY: Readonly<Record<By, number>> = { address: 20_000, subject: 50_000, knownDevice: 50_000 };
const KEY_BYTES = 16;

/** The parties that a try is counted by. */
export interface Trier {
  readonly requestMeta: RequestMeta;
  readonly subject: string | null;
  /** The account that knows the device of the request. */
  readonly knownDevice?: string | null;
}

/** Enforces the limits of each operation, by address and by subject. The rules state the limits. */
export class RateLimits {
  readonly #counters = new Map<string, Counter>();
  readonly #watches: ReadonlyMap<string, readonly Watch[]>;

  constructor(
    private readonly deps: RateLimitsDeps,
    rules: Rules,
  ) {
    this.#watches = new Map(
      Object.entries(rules).map(([operation, rule]) => [
        operation,
        // By address first: a blocked address cannot lock an account. Short windows first: a burst that they
        // refuse does not use up the long windows.
        BY.flatMap((by) => inOrder(rule[by] ?? []).map((limit) => this.#watch(operation, by, limit))),
      ]),
    );
  }

  knows(operation: string): boolean {
    return this.#watches.has(operation);
  }

  /**
   * Charges a try before any work is done for it. The first exceeded limit refuses the try, and no further
   * limit is charged. Earlier charges stay, except those for failures and successes of the subject. A request
   * from a known device is charged to the account alone, so a stranger at the same address cannot block it.
   * @throws RATE_LIMITED
   */
  async begin(
    operation: string,
    { requestMeta, subject, knownDevice = null }: Trier,
  ): Promise<{ settle(code: ErrorCode | null): Promise<void> }> {
    const keys = {
      address: knownDevice === null ? this.#keyOf(addressKey(requestMeta)) : null,
      subject: this.#keyOf(subject),
      knownDevice: this.#keyOf(knownDevice),
    };
    const taken: Taken[] = [];
    const afterSuccess: Pick<Taken, 'counter' | 'key'>[] = [];
    for (const watch of this.#get(operation)) {
      const key = keys[watch.by];
      if (key === null) continue;
      const charge = await this.#charge(watch, key);
      if (charge === null) {
        afterSuccess.push({ counter: watch.counter, key });
        continue;
      }
      if (charge.count === watch.limit.points + 1)
        this.deps.refused({ operation, by: watch.by, requestMeta });
      if (charge.count > watch.limit.points) {
        // The subject was not guessed at, so its failures are given back. The address made a try in any case.
        await this.#settle(
          taken.filter((one) => one.by !== 'address'),
          'RATE_LIMITED',
        );
        throw this.#refusal(charge);
      }
      taken.push({ ...watch, key, charge });
    }
    return {
      settle: async (code) => {
        await this.#settle(taken, code);
        if (isCounted('successes', code, this.deps.errors)) await this.#chargeAll(afterSuccess);
      },
    };
  }

  /**
   * Charges before the try, except for a limit of successes: pending tries must not count there. Otherwise an
   * attacker could keep failing tries pending and so lock the owner out.
   * @returns null if the charge is due after a success
   */
  async #charge({ limit, counter }: Watch, key: string): Promise<Charge | null> {
    if (limit.counts !== 'successes') return counter.charge(key);
    const current = await counter.find(key);
    return current !== null && current.count >= limit.points ? counter.charge(key) : null;
  }

  async #chargeAll(due: readonly Pick<Taken, 'counter' | 'key'>[]): Promise<void> {
    await Promise.all(due.map(({ counter, key }) => counter.charge(key)));
  }

  /**
   * Charges a rule that is not an operation, by subject.
   * @returns false if the limit is exceeded
   */
  async allows(rule: string, subject: string): Promise<boolean> {
    const key = this.#keyOf(subject);
    for (const { by, limit, counter } of this.#get(rule)) {
      if (by === 'subject' && key !== null && (await counter.charge(key)).count > limit.points) return false;
    }
    return true;
  }

  /** Unlocks an account: a user who has proved by mail that the account is theirs must get in (RL-6). */
  async forgive(
    operation: string,
    locked: { readonly subject?: readonly string[]; readonly knownDevice?: readonly string[] },
  ): Promise<void> {
    for (const { by, limit, counter } of this.#get(operation)) {
      if (by === 'address' || limit.counts !== 'failures') continue;
      for (const subject of locked[by] ?? []) await counter.forget(this.#keyOf(subject));
    }
  }

  /**
   * Gives back charges that the limit does not count after all. Only a success resets failures, and only in
   * the budget that was charged. The address gets back this one charge only: otherwise an attacker could sign
   * in to their own account between guesses to reset the counter (RL-10).
   */
  async #settle(taken: readonly Taken[], code: ErrorCode | null): Promise<void> {
    const succeeded = code === null;
    const wrong = taken.filter(({ limit }) => !isCounted(limit.counts, code, this.deps.errors));
    try {
      await Promise.all(
        wrong.map(async ({ by, limit, counter, key, charge }) => {
          if (succeeded && by !== 'address' && limit.counts === 'failures') await counter.forget(key);
          else if (charge.endsAt > this.deps.clock.now()) await counter.giveBack(key);
        }),
      );
    } catch (error) {
      this.deps.log.error({ failure: describeFailure(error) }, 'rate limit not settled');
    }
  }

  #get(operation: string): readonly Watch[] {
    const watches = this.#watches.get(operation);
    if (watches === undefined) throw new TypeError(`${operation} has no limit`);
    return watches;
  }

  #keyOf(text: string): string;
  #keyOf(text: string | null): string | null;
  #keyOf(text: string | null): string | null {
    if (text === null) return null;
    return Buffer.from(this.deps.names.digest(text)).subarray(0, KEY_BYTES).toString('base64url');
  }

  #refusal({ endsAt }: Charge): AuthError {
    const left = (endsAt.getTime() - this.deps.clock.now().getTime()) / 1000;
    return new AuthError('RATE_LIMITED', { retryAfter: Math.max(1, Math.ceil(left)) });
  }

  #watch(operation: string, by: By, limit: Limit): Watch {
    const name = `${limit.counter ?? operation}:${by}:${limit.counts}:${limit.window.seconds}`;
    const counter = this.#counters.get(name) ?? this.#newCounter(name, by, limit);
    this.#counters.set(name, counter);
    return { by, limit, counter };
  }

  #newCounter(name: string, by: By, limit: Limit): Counter {
    const { clock, redis } = this.deps;
    // A failure on a subject is a wrong password, and each guess costs a password hash.
    const neverTooLow = by !== 'address' && limit.counts === 'failures';
    const own = new MemoryCounter({ clock }, { ...limit, capacity: CAPACITY[by], neverTooLow });
    return redis === null ? own : new RedisCounter({ redis, substitute: own, clock }, { name, ...limit });
  }
}

function inOrder(limits: readonly Limit[]): Limit[] {
  return [...limits].sort((one, other) => one.window.milliseconds - other.window.milliseconds);
}

/** Whether a try stays counted after it ended with this code. A null code means success. */
function isCounted(counts: Counts, code: ErrorCode | null, errors: ErrorDeclarations): boolean {
  switch (counts) {
    case 'everything':
      return true;
    case 'successes':
      return code === null || errors[code]?.mayBeDone === true;
    case 'failures':
      return code !== null && errors[code]?.noGuess !== true;
  }
}
