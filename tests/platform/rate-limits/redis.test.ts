import { openAdapters } from '../../../src/app/adapters.js';
import { readConfig } from '../../../src/app/config.js';
import { RedisConnection } from '../../../src/platform/rate-limits/redis-connection.js';
import { RecordingLog } from '../../support/adapters.js';
import { type WatchedEngine, watchHashing } from '../../support/counting.js';
import { LIMITS } from '../../support/limits.js';
import { pause } from '../../support/outcomes.js';
import { PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { freePort, preparedFolder } from '../../support/process.js';
import { describeWithRedis, TestRedis } from '../../support/redis.js';
import { type Instances, startTwoInstances } from '../../support/two-instances.js';
import { newAddress, tally, tryLogin } from './tries.js';

const [{ points: TRIES }] = LIMITS.login.subject;

describeWithRedis('limits', () => {
  let redis: TestRedis;
  let instances: Instances;
  let engine: WatchedEngine;
  const connections: RedisConnection[] = [];
  const logs: RecordingLog[] = [];

  beforeAll(async () => {
    redis = await TestRedis.start();
    engine = await watchHashing();
    instances = await startTwoInstances({ RATE_LIMITS: 'on' }, async () => {
      const log = new RecordingLog();
      const connection = await RedisConnection.open(redis.url, log);
      logs.push(log);
      connections.push(connection);
      return { redis: connection, hashingEngine: engine };
    });
  });

  afterAll(async () => {
    redis.goOn();
    await instances.stop();
    for (const connection of connections) connection.close();
    await redis.kill();
  });

  beforeEach(async () => {
    // A test that failed while it was away is not to take the others with it.
    await redis.startAgain();
    await until(() => connections.every(({ client }) => client.status === 'ready'));
    engine.forget();
    for (const log of logs) log.lines.length = 0;
  });

  /** Wrong guesses, in turn at the one instance and at the other. */
  const guess = (identifier: string, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => {
        const instance = index % 2 === 0 ? instances.one : instances.other;
        return tryLogin(instance.client.url, identifier, 'wrong', newAddress());
      }),
    );

  const sentences = (level: string) =>
    logs.map(({ lines }) => lines.filter((line) => line.level === level).map(({ sentence }) => sentence));

  async function until(condition: () => boolean): Promise<void> {
    for (let tries = 0; tries < 500 && !condition(); tries++) await pause(10);
    expect(condition()).toBe(true);
  }

  const LOST = 'Redis unreachable, limits counted by this instance alone';
  const BACK = 'Redis reachable again, limits counted by all instances';

  describe('two instances over one Redis', () => {
    it('RL-4: share one limit, and a success at one counts at the other', async () => {
      const person = await registerPerson(instances.one.client);
      expect(tally(await guess(person.email, TRIES - 1))).toEqual({ INVALID_CREDENTIALS: TRIES - 1 });
      expect((await tryLogin(instances.other.client.url, person.email, PASSWORD)).code).toBeNull();
      engine.forget();
      const tries = await guess(person.email, 10 * TRIES);
      expect(tally(tries)).toEqual({ INVALID_CREDENTIALS: TRIES, RATE_LIMITED: 9 * TRIES });
      expect(engine.verifications).toHaveLength(TRIES);
      expect((await tryLogin(instances.other.client.url, person.email, PASSWORD)).code).toBe('RATE_LIMITED');
    });

    it('RL-4: keep in it neither a name nor an address, and nothing without an end', async () => {
      const name = uniqueName();
      await guess(name, 2);
      const [connection] = connections;
      const keys = (await connection?.client.keys('*')) ?? [];
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) {
        expect(key).toMatch(
          /^latchkey:limits:\w+:(address|subject|knownDevice):(failures|successes|everything):\d+:[\w-]{22}$/,
        );
        expect(await connection?.client.pttl(key)).toBeGreaterThan(0);
      }
      expect(keys.join()).not.toContain(name);
    });

    it('RL-4: make no debt of what is given back', async () => {
      const [connection] = connections;
      if (!connection) throw new Error('There is one');
      const { email } = await registerPerson(instances.one.client);
      await Promise.all([1, 2, 3].map(() => tryLogin(instances.one.client.url, email, PASSWORD)));
      const keys = await connection.client.keys('latchkey:limits:login:*failures*');
      const counts = await Promise.all(keys.map((key) => connection.client.get(key)));
      expect(counts.filter((count) => Number(count) < 1)).toEqual([]);
    });
  });

  describe('a Redis that is lost', () => {
    it('RL-5: in the middle of an attack leaves it bounded, alarms once, and is taken up again', async () => {
      const name = uniqueName();
      const before = await guess(name, TRIES - 1);
      const underWay = guess(name, 6 * TRIES);
      await redis.kill();
      const during = (await Promise.all([guess(name, 6 * TRIES), guess(uniqueName(), 6 * TRIES)])).flat();
      await pause(100);
      during.push(...(await underWay), ...(await guess(name, 2 * TRIES)));
      expect(Object.keys(tally([...before, ...during])).sort()).toEqual([
        'INVALID_CREDENTIALS',
        'RATE_LIMITED',
      ]);
      // Beside what Redis had let through, each instance lets through its own limit for each of the two.
      expect(engine.verifications.length).toBeLessThanOrEqual(TRIES + 2 * 2 * TRIES);
      expect(sentences('error')).toEqual([[LOST], [LOST]]);

      await redis.startAgain();
      await until(() => sentences('info').every(([sentence]) => sentence === BACK));
      engine.forget();
      const after = await guess(uniqueName(), 6 * TRIES);
      expect(tally(after)['INVALID_CREDENTIALS']).toBe(TRIES);
      expect([sentences('info'), sentences('error')]).toEqual([
        [[BACK], [BACK]],
        [[LOST], [LOST]],
      ]);
    });

    it('RL-5: because it hangs holds up nobody for long', async () => {
      const person = await registerPerson(instances.one.client);
      redis.hang();
      try {
        const { url } = instances.one.client;
        const timed = async () => {
          const start = performance.now();
          expect((await tryLogin(url, person.email, PASSWORD)).code).toBeNull();
          return performance.now() - start;
        };
        expect(await timed()).toBeLessThan(5000);
        // From then on nobody waits for it, which takes half a second, until it answers again.
        const later = [await timed(), await timed(), await timed()];
        expect(Math.min(...later)).toBeLessThan(500);
        expect(sentences('error')[0]).toEqual([LOST]);
      } finally {
        redis.goOn();
      }
      await until(() => sentences('info')[0]?.includes(BACK) === true);
    });

    it('RL-5: refuses every command is lost as well, and nobody is told again and again', async () => {
      const [connection] = connections;
      await connection?.client.config('SET', 'maxmemory', '1');
      try {
        const tries = await guess(uniqueName(), 6 * TRIES);
        expect(tally(tries)).toEqual({ INVALID_CREDENTIALS: 2 * TRIES, RATE_LIMITED: 4 * TRIES });
        expect(sentences('error')).toEqual([[LOST], [LOST]]);
        expect(sentences('info')).toEqual([[], []]);
      } finally {
        await connection?.client.config('SET', 'maxmemory', '0');
      }
      await guess(uniqueName(), 2);
      expect(sentences('info')).toEqual([[BACK], [BACK]]);
    });

    it('RL-5: from the start does not keep the service from starting, and the log does not hold its password', async () => {
      const log = new RecordingLog();
      const port = await freePort();
      const connection = await RedisConnection.open(
        `redis://latchkey:a-secret-of-ours@127.0.0.1:${port}`,
        log,
      );
      expect(log.lines.map(({ level, sentence }) => [level, sentence])).toEqual([['error', LOST]]);
      await pause(300);
      expect(log.lines).toHaveLength(1);
      expect(log.text).not.toContain('a-secret-of-ours');
      connection.close();
    });
  });

  it.each(['on', 'off'])(
    'is connected to as the service starts, unless limits are off: %s',
    async (limits) => {
      const env = { REDIS_URL: redis.url, RATE_LIMITS: limits, DATA_DIR: await preparedFolder() };
      const { adapters, close } = await openAdapters(readConfig(env), new RecordingLog());
      const status = adapters.redis?.client.status;
      await close();
      expect(status).toBe(limits === 'on' ? 'ready' : undefined);
    },
  );
});

describe('REDIS_URL', () => {
  it.each([
    'redis://localhost',
    'redis://:secret@10.0.0.1:6379/2',
    'rediss://user:secret@redis.example.com/',
  ])('may be %s', (url) => expect(readConfig({ REDIS_URL: url }).redisUrl).toBe(url));

  it.each([
    'http://u:hunter2@x',
    'redis://',
    'hunter2',
    'redis://u:hunter2@x/name',
    'redis://x/?password=hunter2',
  ])('may not be %s, and the problem does not repeat it', (url) => {
    const read = () => readConfig({ REDIS_URL: url });
    expect(read).toThrow(/REDIS_URL must be/);
    expect(read).not.toThrow(/hunter2/);
  });
});
