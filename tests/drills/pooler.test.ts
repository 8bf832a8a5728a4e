import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  LoginDocument,
  LogoutDocument,
  MeDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../src/generated/client/operations.js';
import { openDatabase } from '../../src/platform/database/open.js';
import { doctor, of } from '../operator/doctor/report.js';
import { runHere } from '../operator/import-export/operator-environment.js';
import {
  administer,
  createEmptyPostgresql,
  createTestStorage,
  databaseOf,
  newFolder,
  STORAGE_KINDS,
  silentLog,
} from '../support/database.js';
import { atOnce, registerPerson } from '../support/people.js';
import { startPgBouncer } from '../support/pgbouncer.js';
import { runToEnd, startProcess } from '../support/process.js';
import { describeWith, PGBOUNCER } from '../support/programs.js';
import { startService, type TestService } from '../support/service.js';

const describePooled = STORAGE_KINDS.includes('postgresql') ? describeWith(PGBOUNCER) : describe.skip;
const NEW_PASSWORD = 'Correct-Horse-9';
/** What an operator lets PgBouncer drop, so that ordinary clients can connect. */
const ignored = ['statement_timeout', 'idle_in_transaction_session_timeout'];
const AUTH_SECRET = randomBytes(32).toString('hex');

async function migratedUrl() {
  const { storage, cleanup } = await createTestStorage('postgresql');
  if (storage.kind !== 'postgresql') throw new TypeError('It is a PostgreSQL');
  return { url: storage.url, cleanup };
}

const advisoryLocks = (url: string) =>
  administer(
    "SELECT objid FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE locktype = 'advisory' AND datname = $1",
    [databaseOf(url)],
  );

describePooled('PgBouncer before 1.21 in transaction mode', () => {
  it.each([
    ['drops the settings of a session', ignored, 'prepared statements'],
    ['refuses session settings', [], 'DATABASE_POOLER=transaction'],
  ])('is found at the start and by doctor where it %s', async (_case, dropped, words) => {
    const { url, cleanup } = await migratedUrl();
    const pooler = await startPgBouncer(url, { ignored: dropped });
    const env = { DATABASE_URL: pooler.url, AUTH_SECRET, PUBLIC_URL: 'https://auth.example.com' };
    const refused = await runToEnd({ ...env, DATA_DIR: newFolder() });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^Latchkey cannot start\. A pooler in front of PostgreSQL/);
    expect(refused.stderr).toContain(words);
    expect(refused.stderr).toContain('DATABASE_POOLER=transaction');
    expect(refused.stderr).not.toMatch(/^\s+at /m);

    const listed = await runHere(['users', 'list'], { ...env, DATA_DIR: newFolder() });
    expect(listed).toMatchObject({ code: 1, stderr: expect.stringContaining('DATABASE_POOLER=transaction') });

    const report = await doctor(env);
    const problem = report.findings.find(({ status }) => status === 'problem');
    expect(JSON.stringify(problem)).toContain('DATABASE_POOLER=transaction');
    await pooler.stop();
    await cleanup();
  });

  it('is migrated through by several at once, and no lock stays on its connections', async () => {
    const url = await createEmptyPostgresql();
    const pooler = await startPgBouncer(url, { poolSize: 8 });
    const env = { DATABASE_URL: pooler.url };
    const runs = await Promise.all([1, 2, 3].map(() => runHere(['migrate'], env)));
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual([1, 2, 3].map(() => [0, '']));
    expect(await advisoryLocks(url)).toEqual([]);
    expect(await runHere(['migrate'], env)).toMatchObject({ code: 0, stdout: 'Nothing to migrate\n' });
    await pooler.stop();
  });

  it('starts, answers doctor and has a session mode that needs nothing but its settings', async () => {
    const { url, cleanup } = await migratedUrl();
    const sessions = await startPgBouncer(url, { mode: 'session', ignored, poolSize: 40 });
    const env = { AUTH_SECRET, DATA_DIR: newFolder(), PUBLIC_URL: 'https://auth.example.com' };
    const through = await startProcess({ ...env, DATABASE_URL: sessions.url });
    await registerPerson(through.client);
    expect(of(await doctor({ ...env, DATABASE_URL: sessions.url }), 'pooler')?.sentence).toContain(
      'session mode',
    );
    await through.kill();
    await sessions.stop();

    const pooler = await startPgBouncer(url);
    const pooled = { ...env, DATABASE_URL: pooler.url, DATABASE_POOLER: 'transaction' };
    const service = await startProcess(pooled);
    await atOnce(16, () => registerPerson(service.client));
    const report = await doctor(pooled);
    expect(report.findings.filter(({ status }) => status === 'problem')).toEqual([]);
    expect(of(report, 'pooler')?.sentence).toContain('statement_timeout');
    await service.kill();
    await pooler.stop();
    await cleanup();
  });
});

describePooled('with DATABASE_POOLER=transaction', () => {
  let service: TestService;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const { url, cleanup } = await migratedUrl();
    const pooler = await startPgBouncer(url, { poolSize: 3 });
    const storage = { kind: 'postgresql', url: pooler.url, pooler: 'transaction' } as const;
    service = await startService({ adapters: { database: await openDatabase(storage, silentLog) } });
    closing.push(
      () => service.stop(),
      () => pooler.stop(),
      cleanup,
    );
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  it('the whole life of an account runs for 16 at once, on connections that they share', async () => {
    const lives = await atOnce(16, async () => {
      const person = await registerPerson(service.client);
      const { login } = await service.client.run(LoginDocument, {
        input: { usernameOrEmail: person.email, password: person.password },
      });
      const { me } = await service.client.as(login.accessToken).run(MeDocument, {});
      const { refreshToken: next } = await service.client.run(RefreshTokenDocument, {
        input: { refreshToken: login.refreshToken },
      });
      await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
      const token = await service.mailbox.token(person.email);
      await service.client.run(ResetPasswordDocument, { input: { token, newPassword: NEW_PASSWORD } });
      const again = await service.client.run(LoginDocument, {
        input: { usernameOrEmail: person.username, password: NEW_PASSWORD },
      });
      const { logout } = await service.client.run(LogoutDocument, {
        input: { refreshToken: again.login.refreshToken },
      });
      return [me?.username === person.username, next.accessToken !== login.accessToken, logout.success];
    });
    expect(lives).toEqual(
      Array.from({ length: 16 }, () => ({ status: 'fulfilled', value: [true, true, true] })),
    );
    await service.housekeeping.sweep();
  });
});

describePooled('a migration that another one keeps waiting', () => {
  it('ends after a minute with a sentence that says why', async () => {
    const { url, cleanup } = await migratedUrl();
    const pooler = await startPgBouncer(url, { mode: 'session' });
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock(1818326115)');
    const begun = performance.now();
    expect(await runHere(['migrate'], { DATABASE_URL: pooler.url })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Another migration of this database did not end within 60 s'),
    });
    expect(performance.now() - begun).toBeGreaterThan(55_000);
    await holder.end();
    await pooler.stop();
    await cleanup();
  });
});
