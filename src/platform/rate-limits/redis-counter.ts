import { RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import type { Charge, Counter } from './counter.js';
import type { RedisConnection } from './redis-connection.js';
import type { Limit } from './rules.js';

/**
 * The script of rate-limiter-flexible with one addition: giving back never makes a count negative. It counts
 * and sets the end of the window atomically, so that a crash in between cannot lock a user for ever (RL-4).
 */
const COUNT = `
local points = tonumber(ARGV[1])
if points < 0 then
  local left = (tonumber(redis.call('get', KEYS[1])) or 0) + points
  if left <= 0 then
    redis.call('del', KEYS[1])
    return {0, 0}
  end
else
  redis.call('set', KEYS[1], 0, 'EX', ARGV[2], 'NX')
end
local consumed = redis.call('incrby', KEYS[1], points)
return {consumed, redis.call('pttl', KEYS[1])}
`;

/**
 * Counts in Redis for all instances together. While Redis is unavailable, it counts in this instance. It does
 * not use `insuranceLimiter`, which would hide that Redis refuses every command (RL-5).
 */
export class RedisCounter implements Counter {
  readonly #limiter: RateLimiterRedis;

  constructor(
    private readonly deps: { redis: RedisConnection; substitute: Counter; clock: Clock },
    { name, points, window }: Pick<Limit, 'points' | 'window'> & { name: string },
  ) {
    this.#limiter = new RateLimiterRedis({
      storeClient: deps.redis.client,
      keyPrefix: `latchkey:limits:${name}`,
      points,
      duration: window.seconds,
      rejectIfRedisNotReady: true,
      customIncrTtlLuaScript: COUNT,
    });
  }

  charge(key: string): Promise<Charge> {
    return this.#ask(
      async () => {
        const charged = await this.#limiter.penalty(key);
        this.deps.redis.answered();
        return this.#toCharge(charged);
      },
      (substitute) => substitute.charge(key),
    );
  }

  find(key: string): Promise<Charge | null> {
    return this.#ask(
      async () => {
        const current = await this.#limiter.get(key);
        this.deps.redis.answered();
        return current && this.#toCharge(current);
      },
      (substitute) => substitute.find(key),
    );
  }

  giveBack(key: string): Promise<void> {
    return this.#ask(
      async () => void (await this.#limiter.reward(key)),
      (substitute) => substitute.giveBack(key),
    );
  }

  forget(key: string): Promise<void> {
    return this.#ask(
      async () => void (await this.#limiter.delete(key)),
      (substitute) => substitute.forget(key),
    );
  }

  #toCharge({ consumedPoints, msBeforeNext }: RateLimiterRes): Charge {
    const left = Duration.milliseconds(msBeforeNext);
    return { count: consumedPoints, endsAt: left.after(this.deps.clock.now()) };
  }

  async #ask<T>(shared: () => Promise<T>, own: (substitute: Counter) => Promise<T>): Promise<T> {
    try {
      return await shared();
    } catch (error) {
      this.deps.redis.failed(error);
      return own(this.deps.substitute);
    }
  }
}
