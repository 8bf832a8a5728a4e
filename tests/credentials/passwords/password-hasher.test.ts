import { setTimeout as pause } from 'node:timers/promises';
import { AuthError } from '../../../src/core/errors.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { DEFAULT_COST, type HashingCost } from '../../../src/credentials/passwords/hashing-cost.js';
import { type HashingEngine, loadHashingEngine } from '../../../src/credentials/passwords/hashing-engine.js';
import { PasswordHasher } from '../../../src/credentials/passwords/password-hasher.js';

const CHEAP: HashingCost = { memoryKib: 1024, timeCost: 1, parallelism: 1 };

/** A real engine that is watched while it works. */
class WatchedEngine implements HashingEngine {
  readonly verified: string[] = [];
  readonly started: string[] = [];
  running = 0;
  mostAtOnce = 0;

  private constructor(private readonly engine: HashingEngine) {}

  static async load(): Promise<WatchedEngine> {
    return new WatchedEngine(await loadHashingEngine());
  }

  hash(password: string, cost: HashingCost, salt?: Buffer): Promise<string> {
    return this.#watch(password, () => this.engine.hash(password, cost, salt));
  }

  verify(phc: string, password: string): Promise<boolean> {
    this.verified.push(phc);
    return this.#watch(password, () => this.engine.verify(phc, password));
  }

  async #watch<T>(password: string, job: () => Promise<T>): Promise<T> {
    this.started.push(password);
    this.running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    try {
      return await job();
    } finally {
      this.running -= 1;
    }
  }
}

async function start(settings: { cost?: HashingCost; concurrency?: number; queueLimit?: number } = {}) {
  const engine = await WatchedEngine.load();
  const hasher = await PasswordHasher.create(
    { cost: CHEAP, concurrency: 2, queueLimit: 128, ...settings },
    { engine, randomness: systemRandomness },
  );
  engine.started.length = 0;
  return { engine, hasher };
}

describe('PasswordHasher', () => {
  it('verifies what it hashed, and nothing else', async () => {
    const hasher = await PasswordHasher.create(
      { cost: DEFAULT_COST, concurrency: 2, queueLimit: 8 },
      { engine: await loadHashingEngine(), randomness: systemRandomness },
    );
    const phc = await hasher.hash('Password123!');
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.verify(phc, 'Password123!')).toBe(true);
    expect(await hasher.verify(phc, 'Password123')).toBe(false);
  });

  it('gives the same password two different hashes', async () => {
    const { hasher } = await start();
    expect(await hasher.hash('same')).not.toBe(await hasher.hash('same'));
  });

  it('verifies a hash made at another cost', async () => {
    const { engine, hasher } = await start();
    const phc = await engine.hash('x', { memoryKib: 2048, timeCost: 3, parallelism: 2 });
    expect(await hasher.verify(phc, 'x')).toBe(true);
  });

  it('throws when the stored hash is malformed, rather than call the password wrong', async () => {
    const { hasher } = await start();
    const attempt = hasher.verify('$argon2id$nonsense', 'x');
    await expect(attempt).rejects.toThrow('not an argon2 PHC string');
    await expect(attempt).rejects.not.toBeInstanceOf(AuthError);
  });
});

describe('verifying for nobody', () => {
  it('costs exactly one verification at the live cost and is never right', async () => {
    const { engine, hasher } = await start({ cost: DEFAULT_COST });
    expect(await hasher.verify(null, 'Password123!')).toBe(false);
    expect(engine.verified).toHaveLength(1);
    expect(engine.verified[0]).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
  });

  it('uses another dummy hash in every process, of another password', async () => {
    const [one, other] = [await start(), await start()];
    await one.hasher.verify(null, '');
    await other.hasher.verify(null, '');
    expect(one.engine.verified[0]).not.toBe(other.engine.verified[0]);
  });

  it('takes as long as verifying for somebody', async () => {
    const { hasher } = await start({ cost: DEFAULT_COST });
    const phc = await hasher.hash('Password123!');
    const timed = async (stored: string | null) => {
      const startedAt = performance.now();
      await hasher.verify(stored, 'wrong');
      return performance.now() - startedAt;
    };
    let [somebody, nobody] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    // In turn, so that whatever else the machine does slows both.
    for (let round = 0; round < 12; round += 1) {
      somebody = Math.min(somebody, await timed(phc));
      nobody = Math.min(nobody, await timed(null));
    }
    // A malformed dummy hash is refused in a thousandth of the time; the costs of both are compared elsewhere (LOG-2).
    expect(nobody / somebody).toBeGreaterThan(0.1);
    expect(nobody / somebody).toBeLessThan(10);
  });
});

describe('an outdated hash', () => {
  const live = { memoryKib: 2048, timeCost: 2, parallelism: 1 };
  it.each([
    [{ memoryKib: 1024, timeCost: 2, parallelism: 1 }, true],
    [{ memoryKib: 2048, timeCost: 1, parallelism: 1 }, true],
    [{ memoryKib: 4096, timeCost: 1, parallelism: 1 }, true],
    [{ memoryKib: 2048, timeCost: 2, parallelism: 1 }, false],
    [{ memoryKib: 2048, timeCost: 2, parallelism: 2 }, false],
    [{ memoryKib: 4096, timeCost: 2, parallelism: 1 }, false],
    [{ memoryKib: 2048, timeCost: 3, parallelism: 1 }, false],
  ])('is one at %o: %s', async (cost, expected) => {
    const { engine, hasher } = await start({ cost: live });
    expect(hasher.isOutdated(await engine.hash('x', cost))).toBe(expected);
  });

  it('is not what a malformed text is: that throws', async () => {
    const { hasher } = await start();
    expect(() => hasher.isOutdated('nonsense')).toThrow();
  });
});

describe('twenty hashes at once', () => {
  it('never run more than two at a time, first come first served', async () => {
    const { engine, hasher } = await start({ concurrency: 2 });
    const names = Array.from({ length: 20 }, (_, index) => `password ${index}`);
    await Promise.all(names.map((name) => hasher.hash(name)));
    expect(engine.mostAtOnce).toBe(2);
    expect(engine.started).toEqual(names);
  });

  it('are verified under the same bound, accounts and none together', async () => {
    const { engine, hasher } = await start({ concurrency: 2 });
    const phc = await hasher.hash('x');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => hasher.verify(index % 2 ? phc : null, 'x')),
    );
    expect(answers.filter(Boolean)).toHaveLength(10);
    expect(engine.verified).toHaveLength(20);
    expect(engine.mostAtOnce).toBe(2);
  });
});

describe('a full queue', () => {
  const outcomeOf = (result: PromiseSettledResult<unknown>) =>
    result.status === 'fulfilled' ? 'done' : result.reason.code;

  it('refuses the next one at once and recovers', async () => {
    const { engine, hasher } = await start({ concurrency: 2, queueLimit: 3 });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => hasher.hash('x')));
    expect(results.map(outcomeOf)).toEqual([...Array(5).fill('done'), ...Array(3).fill('SERVER_BUSY')]);
    expect(engine.started).toHaveLength(5);
    expect(await hasher.verify(await hasher.hash('after'), 'after')).toBe(true);
  });

  it('says after how many whole seconds to come back, from how long hashes take', async () => {
    const engine = await loadHashingEngine();
    const slow: HashingEngine = {
      hash: async (password, cost) => {
        await pause(300);
        return engine.hash(password, cost);
      },
      verify: engine.verify,
    };
    const hasher = await PasswordHasher.create(
      { cost: CHEAP, concurrency: 1, queueLimit: 4 },
      { engine: slow, randomness: systemRandomness },
    );
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => hasher.hash('x')));
    expect(results.at(-1)).toMatchObject({ reason: { code: 'SERVER_BUSY', extras: { retryAfter: 2 } } });
  });

  it('never asks to come back in less than a second', async () => {
    const { hasher } = await start({ concurrency: 1, queueLimit: 0 });
    const [, refused] = await Promise.allSettled([hasher.hash('x'), hasher.hash('x')]);
    expect(refused).toMatchObject({ reason: { extras: { retryAfter: 1 } } });
  });
});

describe('a wrong password for an outdated hash', () => {
  it('RL-1: is told as wrong and never as SERVER_BUSY, which would cost no try, however crowded it is', async () => {
    const engine = await loadHashingEngine();
    const outdated = await engine.hash('right', { ...CHEAP, memoryKib: 512 });
    const concurrent: Promise<unknown>[] = [];
    const crowding: HashingEngine = {
      hash: engine.hash,
      verify: async (phc, password) => {
        const isRight = await engine.verify(phc, password);
        // Somebody asks at every moment from here on, and takes whatever place becomes free.
        for (let moment = Promise.resolve(), left = 50; left > 0; left--)
          moment = moment.then(() => void concurrent.push(hasher.hash('x').catch(() => undefined)));
        return isRight;
      },
    };
    const hasher = await PasswordHasher.create(
      { cost: CHEAP, concurrency: 1, queueLimit: 0 },
      { engine: crowding, randomness: systemRandomness },
    );
    expect(await hasher.verify(outdated, 'wrong')).toBe(false);
    await Promise.all(concurrent);
    expect(await hasher.verify(outdated, 'right')).toBe(true);
  });
});

describe('an engine that fails', () => {
  it('gives its place back', async () => {
    const { engine, hasher } = await start({ concurrency: 1 });
    const failures = await Promise.allSettled(Array.from({ length: 3 }, () => hasher.verify('broken', 'x')));
    expect(failures.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(await hasher.verify(await hasher.hash('x'), 'x')).toBe(true);
    expect(engine.running).toBe(0);
  });
});
