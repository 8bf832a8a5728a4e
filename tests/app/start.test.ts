import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { MIGRATIONS_FOLDER, migrationNames } from '../../src/platform/database/migration-folder.js';
import { createEmptyPostgresql, createTestStorage, newFolder, STORAGE_KINDS } from '../support/database.js';
import { logIn, registerPerson } from '../support/people.js';
import {
  describeEmbedded,
  preparedFolder,
  type RefusedStart,
  runCommand,
  runToEnd,
  startProcess,
} from '../support/process.js';

const AUTH_SECRET = randomBytes(32).toString('hex');
const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;

async function listener(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** What an operator reads: no more than what is wrong, and no stack. */
function expectRefused({ code, stdout, stderr }: RefusedStart): void {
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^Latchkey cannot start\. /);
  expect(stderr).not.toMatch(/^\s+at /m);
}

/** Takes connections and says nothing: a start gives up on it after seconds, in which the other tests run. */
async function startBeforeMutePostgresql() {
  const { server, port } = await listener();
  const startedAt = performance.now();
  const refused = await runToEnd({
    AUTH_SECRET,
    DATABASE_URL: `postgresql://latchkey:Unsayable@127.0.0.1:${port}/latchkey`,
  });
  server.close();
  return { refused, took: performance.now() - startedAt };
}

describeEmbedded('a service that cannot start', () => {
  let beforeMute: ReturnType<typeof startBeforeMutePostgresql>;
  beforeAll(() => {
    beforeMute = startBeforeMutePostgresql();
    // Its test hears of a failure; until then it is nobody's.
    beforeMute.catch(() => undefined);
  });

  it('lists everything that is wrong with its configuration, and repeats no value', async () => {
    const refused = await runToEnd({
      PORT: 'first-wrong-value',
      ACCESS_TOKEN_TTL: 'second-wrong-value',
      AUTH_SECRET: 'third-wrong-value',
      DATABASE_URL: 'mysql://fourth-wrong-value',
      SMTP_URL: 'smtp://mail.example.com',
      LOG_LEVEL: 'fifth-wrong-value',
    });
    expectRefused(refused);
    const named = [...refused.stderr.matchAll(/^ {2}- (\w+) /gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([
      'ACCESS_TOKEN_TTL',
      'AUTH_SECRET',
      'DATABASE_URL',
      'LOG_LEVEL',
      'MAIL_FROM',
      'PORT',
    ]);
    expect(refused.stderr).not.toContain('wrong-value');
  }, 180_000);

  it('names the port that is in use, and leaves its data folder to the next start', async () => {
    const { server, port } = await listener();
    const env = { DATA_DIR: await preparedFolder(), LOG_LEVEL: 'error' };
    const refused = await runToEnd({ ...env, PORT: String(port) });
    expectRefused(refused);
    expect(refused.stderr).toContain(`Port ${port} on 127.0.0.1 is in use`);
    server.close();
    const service = await startProcess({ ...env, PORT: String(port) });
    await registerPerson(service.client);
    await service.kill();
  }, 180_000);

  it('names the PostgreSQL that it cannot reach, without its password', async () => {
    const refused = await runToEnd({
      AUTH_SECRET,
      DATABASE_URL: 'postgresql://latchkey:Unsayable-1@127.0.0.1:1/latchkey?application_name=Unsayable-2',
    });
    expectRefused(refused);
    expect(refused.stderr).toContain('PostgreSQL at 127.0.0.1:1/latchkey cannot be reached');
    expect(refused.stderr).not.toContain('Unsayable');
  }, 180_000);

  it('does not wait for ever for a PostgreSQL that takes connections and says nothing', async () => {
    const { refused, took } = await beforeMute;
    expectRefused(refused);
    expect(refused.stderr).toContain('cannot be reached');
    expect(refused.stderr).not.toContain('Unsayable');
    expect(took).toBeLessThan(60_000);
  }, 180_000);
});

describeEmbedded('a service behind an address of its own', () => {
  it('says on which port it listens when it was told to take any', async () => {
    const publicUrl = { PUBLIC_URL: 'https://auth.example.com' };
    // `startProcess` reads the port from the ready line, and asks there.
    const service = await startProcess({
      DATA_DIR: await preparedFolder(),
      LOG_LEVEL: 'error',
      ...publicUrl,
    });
    await registerPerson(service.client);
    await service.kill();
  }, 180_000);
});

describeEmbedded('a service that requires a verified address and has no SMTP server', () => {
  it('warns at the start that the links are only in files', async () => {
    const service = await startProcess({ DATA_DIR: await preparedFolder(), REQUIRE_VERIFIED_EMAIL: 'on' });
    expect(service.log().filter(({ level }) => level === 'warn')).toEqual([
      expect.objectContaining({
        msg: 'users must verify their address, but SMTP_URL is not set',
        setting: 'REQUIRE_VERIFIED_EMAIL',
      }),
    ]);
    await service.kill();
  }, 180_000);
});

describePostgresql('a service over PostgreSQL', () => {
  it('names the command that migrates where that was not done', async () => {
    const refused = await runToEnd({ AUTH_SECRET, DATABASE_URL: await createEmptyPostgresql() });
    expectRefused(refused);
    expect(refused.stderr).toContain('npx latchkey migrate');
  }, 180_000);

  it('starts where it was done, be it by several at once', async () => {
    const env = { AUTH_SECRET, DATABASE_URL: await createEmptyPostgresql(), LOG_LEVEL: 'error' };
    const migrations = await Promise.all([1, 2, 3].map(() => runCommand(['migrate'], { env })));
    expect(migrations.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      [1, 2, 3].map(() => ({ code: 0, stderr: '' })),
    );
    // They take turns at each migration, so several may apply some, and none is applied twice.
    const applied = migrations.flatMap(({ stdout }) => stdout.match(/(?<=^Applied ).*$/gm) ?? []);
    expect(applied.toSorted()).toEqual(await migrationNames(MIGRATIONS_FOLDER));
    const service = await startProcess({ ...env, DATA_DIR: newFolder() });
    await logIn(service.client, await registerPerson(service.client));
    await service.kill();
  }, 180_000);

  it('names the database that does not exist', async () => {
    const url = new URL(await createEmptyPostgresql());
    url.pathname = '/no_such_database';
    const refused = await runToEnd({ AUTH_SECRET, DATABASE_URL: url.href });
    expectRefused(refused);
    expect(refused.stderr).toContain('no_such_database');
  }, 180_000);

  it('says that its secret is not the one the database was used with', async () => {
    const { storage, dataDir, cleanup } = await createTestStorage('postgresql');
    if (storage.kind !== 'postgresql') throw new TypeError('It is a PostgreSQL');
    const env = { DATABASE_URL: storage.url, DATA_DIR: dataDir, LOG_LEVEL: 'error' };
    const service = await startProcess({ ...env, AUTH_SECRET });
    await service.kill();
    const refused = await runToEnd({ ...env, AUTH_SECRET: randomBytes(32).toString('hex') });
    expectRefused(refused);
    expect(refused.stderr).toContain('AUTH_SECRET is not the secret');
    await cleanup();
  }, 180_000);
});
