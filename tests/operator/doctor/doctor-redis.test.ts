import { spawnSync } from 'node:child_process';
import { inspectConfig } from '../../../src/app/config.js';
import { deriveKeys } from '../../../src/app/registers.js';
import { examine } from '../../../src/operator/doctor/examine.js';
import { newFolder, silentLog } from '../../support/database.js';
import { runCommand } from '../../support/process.js';
import { FAKETIME, isInstalled } from '../../support/programs.js';
import { describeWithRedis, TestRedis } from '../../support/redis.js';
import { doctor, of, type Report } from './report.js';

describeWithRedis('doctor, of Redis', () => {
  it('says that it is away, that it forgets limits, and nothing when all is well', async () => {
    const redis = await TestRedis.start();
    const look = async () => of(await doctor({ REDIS_URL: redis.url }), 'redis');
    expect(await look()).toMatchObject({ status: 'ok' });
    spawnSync('redis-cli', ['-p', String(redis.port), 'CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru']);
    expect(await look()).toMatchObject({
      status: 'warning',
      sentence: expect.stringContaining('allkeys-lru'),
    });
    await redis.kill();
    expect(await look()).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('does not wait for ever for one that takes connections and says nothing', async () => {
    const redis = await TestRedis.start();
    redis.hang();
    const report = await doctor({ REDIS_URL: redis.url });
    expect(of(report, 'redis')?.status).toBe('problem');
    redis.goOn();
    await redis.kill();
  });

  it('compares its clock', async () => {
    const redis = await TestRedis.start();
    const report = await doctor({ REDIS_URL: redis.url });
    expect(of(report, 'clock')).toMatchObject({
      status: 'ok',
      sentence: 'This clock agrees with that of Redis.',
    });
    for (const [minutes, expected] of [
      [5, 'This clock is 300 s ahead of that of Redis.'],
      [-5, 'This clock is 300 s behind that of Redis.'],
    ] as const) {
      const clock = { now: () => new Date(Date.now() + minutes * 60_000) };
      const environment = { DATA_DIR: newFolder(), REDIS_URL: redis.url };
      const { config, ...said } = inspectConfig(environment);
      const settings = { config: { ...config, deriveKeys }, ...said, hasPublicUrl: false };
      const findings = await examine({ settings, nodeVersion: 'v22.0.0', clock, log: silentLog });
      const found = findings.find(({ check }) => check === 'clock');
      expect({ ...found, sentence: found?.sentence.replace(/\b(299|301)\b/, '300') }).toMatchObject({
        status: 'problem',
        sentence: expected,
      });
    }
    await redis.kill();
  });

  (isInstalled(FAKETIME) ? it : it.skip)(
    'finds its own clock five minutes wrong, as a process on such a machine',
    async () => {
      const redis = await TestRedis.start();
      const { code, stdout } = await runCommand(['doctor', '--json'], {
        env: { DATA_DIR: newFolder(), REDIS_URL: redis.url },
        under: ['faketime', '-f', '+5m'],
      });
      expect(code).toBe(3);
      expect(of(JSON.parse(stdout) as Report, 'clock')).toMatchObject({
        status: 'problem',
        sentence: expect.stringMatching(/^This clock is (299|300|301) s ahead of that of Redis\.$/),
      });
      await redis.kill();
    },
    60_000,
  );
});
