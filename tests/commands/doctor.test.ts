import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRandomness } from '../../src/core/randomness.js';
import { DataFolder } from '../../src/database/data-folder.js';
import { openDatabase } from '../../src/database/open.js';
import { examine } from '../../src/doctor/examine.js';
import type { Finding } from '../../src/doctor/finding.js';
import { openSmtpSink } from '../mail/smtp-sink.js';
import { runHere } from '../provisioning/place.js';
import {
  administer,
  createEmptyPostgresql,
  createTestStorage,
  newFolder,
  STORAGE_KINDS,
  silentLog,
} from '../support/database.js';
import { describeEmbedded, freePort, runCommand } from '../support/process.js';
import { describeWithRedis, TestRedis } from '../support/redis.js';

const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;
const FAKETIME = spawnSync('faketime', ['--version']).status === 0;

interface Report {
  readonly healthy: boolean;
  readonly findings: readonly Finding[];
}

/** What the command says of an environment, and that its exit code agrees. */
async function doctor(env: Readonly<Record<string, string>>): Promise<Report> {
  const { code, stdout } = await runHere(['doctor', '--json'], { DATA_DIR: newFolder(), ...env });
  const report = JSON.parse(stdout) as Report;
  expect(code).toBe(report.healthy ? 0 : 3);
  return report;
}

const of = (report: Report, check: string) => report.findings.find((finding) => finding.check === check);
const problemsIn = ({ findings }: Report) =>
  findings.filter(({ status }) => status === 'problem').map(({ check }) => check);

/** A database that somebody has served from with this secret. */
async function usedPostgresql(secret: Buffer): Promise<{ url: string; cleanup: () => Promise<void> }> {
  const { storage, cleanup } = await createTestStorage('postgresql');
  if (storage.kind !== 'postgresql') throw new TypeError('It is a PostgreSQL');
  const env = { DATABASE_URL: storage.url, AUTH_SECRET: secret.toString('hex') };
  expect(await runHere(['keys', 'rotate'], env)).toMatchObject({ code: 0 });
  return { url: storage.url, cleanup };
}

describeEmbedded('doctor', () => {
  it('finds nothing wrong before the first start, and makes nothing', async () => {
    const report = await doctor({});
    expect(report).toMatchObject({ healthy: true, problems: 0, warnings: 0 });
    expect(of(report, 'data-folder')?.sentence).toMatch(/^The first start makes /);
  });

  it('names every setting that cannot be read, and goes on with the others', async () => {
    const report = await doctor({
      PORT: 'canary',
      LOG_LEVEL: 'canary',
      DATABASE_URL: 'canary',
      REDIS_URL: 'canary',
    });
    const sentences = report.findings
      .filter(({ check }) => check === 'configuration')
      .map(({ sentence }) => sentence);
    expect(sentences.map((sentence) => sentence.split(' ')[0]).sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'REDIS_URL',
    ]);
    expect(JSON.stringify(report)).not.toContain('canary');
    // No guess at what the address would have been.
    expect(of(report, 'data-folder')).toBeUndefined();
    expect(of(report, 'node')?.status).toBe('ok');
  });

  it('says that AUTH_SECRET is missing, or too weak', async () => {
    const env = { DATABASE_URL: `postgresql://latchkey@127.0.0.1:${await freePort()}/latchkey` };
    const missing = await doctor(env);
    expect(of(missing, 'secret')).toMatchObject({
      status: 'problem',
      sentence: 'AUTH_SECRET must be set with DATABASE_URL.',
    });
    expect(of(missing, 'secret')?.advice).toContain('openssl rand -hex 32');
    expect(of(missing, 'configuration')?.status).toBe('ok');
    const weak = await doctor({ ...env, AUTH_SECRET: 'hunter2-canary' });
    expect(of(weak, 'secret')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('AUTH_SECRET must be'),
    });
    expect(JSON.stringify(weak)).not.toContain('canary');
  });

  it('says that PostgreSQL is away, without its password', async () => {
    const port = await freePort();
    const report = await doctor({ DATABASE_URL: `postgresql://latchkey:canary@127.0.0.1:${port}/latchkey` });
    expect(of(report, 'database')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining(`127.0.0.1:${port}/latchkey cannot be reached`),
    });
    expect(JSON.stringify(report)).not.toContain('canary');
  });

  it('says that the public address is not https, unless it is of this machine', async () => {
    const of_ = async (url: string) => of(await doctor({ PUBLIC_URL: url }), 'public-url')?.status;
    expect(await of_('http://auth.example.com')).toBe('problem');
    expect(await of_('https://auth.example.com')).toBe('ok');
    expect(await of_('http://localhost:4000')).toBe('ok');
    expect(await of_('http://[::1]:4000')).toBe('ok');
    expect(await of_('http://127.0.0.1.example.com')).toBe('problem');
  });

  it('warns of what works and is unwise, and ends well all the same', async () => {
    const report = await doctor({
      CORS_ORIGINS: 'http://app.example.com,https://app.example.com,http://localhost:3000',
      TRUST_PROXY: '10.0.0.0/8, 128.0.0.0/1, 2001:db8::/31',
      RATE_LIMITS: 'off',
    });
    expect(report.healthy).toBe(true);
    expect(report.findings.filter(({ status }) => status === 'warning').map(({ check }) => check)).toEqual([
      'cors-origins',
      'trust-proxy',
      'rate-limits',
    ]);
    expect(of(report, 'cors-origins')?.sentence).toContain('not https: http://app.example.com.');
    expect(of(report, 'trust-proxy')?.sentence).toContain('128.0.0.0/1, 2001:db8::/31,');
  });

  it('says that the SMTP server refuses: the connection, or the password', async () => {
    const report = await doctor({
      SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
      MAIL_FROM: 'a@example.com',
    });
    expect(of(report, 'smtp')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('ECONNREFUSED'),
    });
    const sink = await openSmtpSink({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'x' }) : done(new Error('No, canary-of-theirs')),
    });
    const smtp = async (password: string) =>
      of(
        await doctor({
          SMTP_URL: `smtp://user:${password}@127.0.0.1:${sink.address.port}`,
          MAIL_FROM: 'a@example.com',
        }),
        'smtp',
      );
    expect(await smtp('right')).toMatchObject({ status: 'ok' });
    const refused = await smtp('wrong-canary');
    expect(refused).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('was answered with 535'),
    });
    expect(JSON.stringify(refused)).not.toContain('canary');
    expect(sink.received).toEqual([]);
    await sink.close();
  });

  it('says that the data folder is in use, that it cannot be used, and that its secret is damaged', async () => {
    const DATA_DIR = newFolder();
    const folder = await DataFolder.open(DATA_DIR, systemRandomness);
    expect(of(await doctor({ DATA_DIR }), 'data-folder')).toMatchObject({
      status: 'skipped',
      sentence: expect.stringContaining('while the service runs'),
    });
    await folder.close();
    expect(of(await doctor({ DATA_DIR }), 'data-folder')).toMatchObject({ status: 'ok' });
    await writeFile(join(DATA_DIR, 'secret'), 'canary');
    const damaged = await doctor({ DATA_DIR });
    expect(of(damaged, 'data-folder')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('is damaged'),
    });
    expect(JSON.stringify(damaged)).not.toContain('canary');
    const file = newFolder();
    await writeFile(file, '');
    expect(of(await doctor({ DATA_DIR: file }), 'data-folder')?.status).toBe('problem');
  });

  it('is readable: a line a look, what to do below what is wrong, and a sum', async () => {
    const { code, stdout, stderr } = await runHere(['doctor'], {
      DATA_DIR: newFolder(),
      PUBLIC_URL: 'http://auth.example.com',
    });
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toContain('\nPROBLEM  public-url     PUBLIC_URL is not https: http://auth.example.com.\n');
    expect(stdout).toContain('\n                        Let a proxy end TLS');
    expect(stdout).toMatch(/\n\n1 problem\(s\), 0 warning\(s\)\.\n$/);
  });
});

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
      const findings = await examine({ environment, nodeVersion: 'v22.0.0', clock, log: silentLog });
      const found = findings.find(({ check }) => check === 'clock');
      expect({ ...found, sentence: found?.sentence.replace(/\b(299|301)\b/, '300') }).toMatchObject({
        status: 'problem',
        sentence: expected,
      });
    }
    await redis.kill();
  });

  (FAKETIME ? it : it.skip)(
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

describePostgresql('doctor, of PostgreSQL', () => {
  const secret = randomBytes(32);
  const env = { AUTH_SECRET: secret.toString('hex'), PUBLIC_URL: 'https://auth.example.com' };

  it('is content with one that is migrated and whose keys the secret opens', async () => {
    const { url, cleanup } = await usedPostgresql(secret);
    const report = await doctor({ ...env, DATABASE_URL: url });
    expect(problemsIn(report)).toEqual([]);
    expect(of(report, 'keys')?.sentence).toBe('The secret opens every signing key that there is.');
    expect(of(report, 'clock')?.status).toBe('ok');
    const other = await doctor({ ...env, DATABASE_URL: url, AUTH_SECRET: randomBytes(32).toString('hex') });
    expect(problemsIn(other)).toEqual(['keys']);
    await cleanup();
  });

  it('says that it is not migrated, and changes nothing of that', async () => {
    const url = await createEmptyPostgresql();
    for (const _twice of [1, 2]) {
      const report = await doctor({ ...env, DATABASE_URL: url });
      expect(problemsIn(report)).toEqual(['migrations']);
      expect(of(report, 'migrations')?.advice).toBe('Run: latchkey migrate');
    }
  });

  it('says that its role may not write what it has to', async () => {
    const { url, cleanup } = await usedPostgresql(secret);
    const role = `latchkey_reader_${randomBytes(6).toString('hex')}`;
    await administer(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
    const reader = Object.assign(new URL(url), { username: role, password: role });
    const owner = await openDatabase({ kind: 'postgresql', url }, silentLog);
    await owner.client.$executeRawUnsafe(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
    await owner.close();
    const report = await doctor({ ...env, DATABASE_URL: reader.href });
    expect(problemsIn(report)).toEqual(['privileges']);
    expect(of(report, 'privileges')?.sentence).toContain('sessions');
    await cleanup();
    await administer(`DROP ROLE ${role}`);
  });
});
