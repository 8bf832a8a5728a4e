import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { doctor, of } from '../operator/doctor/report.js';
import { runHere } from '../operator/import-export/operator-environment.js';
import {
  administer,
  createEmptyPostgresql,
  createTestStorage,
  databaseOf,
  newFolder,
  STORAGE_KINDS,
} from '../support/database.js';
import { logIn, registerPerson } from '../support/people.js';
import { type RunningProcess, runCommand, runToEnd, startProcess } from '../support/process.js';
import { FAKETIME, isInstalled } from '../support/programs.js';

const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;
const AUTH_SECRET = randomBytes(32).toString('hex');
const HERE = 'https://auth.example.com';
const ELSEWHERE = 'https://other.example.com';

async function withSql<T>(
  url: string,
  work: (sql: (text: string) => Promise<pg.QueryResult>) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work((text) => client.query(text)).finally(() => client.end());
}

async function migratedUrl() {
  const { storage, cleanup } = await createTestStorage('postgresql');
  if (storage.kind !== 'postgresql') throw new TypeError('It is a PostgreSQL');
  return { url: storage.url, cleanup };
}

/** As the Prisma CLI leaves it behind. */
const PRISMA_TABLE = `CREATE TABLE _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;
const row = (name: string, finished: string) =>
  `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES (gen_random_uuid(), 'x', '${name}', ${finished})`;

describePostgresql('a database that another application with Prisma uses', () => {
  it.each([
    ['alone', [row('20250101000000_shop', 'now()')]],
    [
      'with a failed row of ours',
      [row('20250101000000_shop', 'now()'), row('20261122034354_foundation', 'NULL')],
    ],
  ])('%s is refused before anything is written', async (_case, rows) => {
    const url = await createEmptyPostgresql();
    const look = () =>
      withSql(url, async (sql) => {
        const names = await sql(
          'SELECT migration_name, finished_at IS NULL AS failed FROM _prisma_migrations ORDER BY 1',
        );
        const tables = await sql("SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'");
        return [names.rows, tables.rows];
      });
    await withSql(url, async (sql) => {
      for (const statement of [PRISMA_TABLE, ...rows]) await sql(statement);
    });
    const before = await look();
    const env = { DATABASE_URL: url, AUTH_SECRET, PUBLIC_URL: HERE };
    for (const words of [['migrate'], ['migrate', '--retry', '20261122034354_foundation'], ['users', 'list']])
      expect(await runHere(words, env)).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/belongs to another application.*database of its own/),
      });
    expect(of(await doctor(env), 'database')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('belongs to another application'),
    });
    expect(await look()).toEqual(before);
  });

  it('is not what a newer version of this service leaves', async () => {
    const { url, cleanup } = await migratedUrl();
    await withSql(url, (sql) => sql(row('20991231000000_of_a_newer_version', 'now()')));
    expect(await runHere(['migrate'], { DATABASE_URL: url })).toMatchObject({ code: 0 });
    await cleanup();
  });

  it('is refused where the role makes its tables in another schema', async () => {
    const url = await createEmptyPostgresql();
    await withSql(url, (sql) => sql('CREATE SCHEMA auth'));
    await administer(`ALTER DATABASE ${databaseOf(url)} SET search_path = auth`);
    expect(await runHere(['migrate'], { DATABASE_URL: url })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('search_path'),
    });
  });
});

describePostgresql('a clock that is an hour off', () => {
  const hasFaketime = isInstalled(FAKETIME);
  (hasFaketime ? it : it.skip).each(['+1h', '-70s'])(
    '%s keeps the service and every command from starting',
    async (off) => {
      const { url, cleanup } = await migratedUrl();
      const env = { DATABASE_URL: url, AUTH_SECRET, PUBLIC_URL: HERE, DATA_DIR: newFolder() };
      const under = ['faketime', '-f', off];
      const refused = await runCommand(['serve'], { env, under });
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toMatch(
        /^Latchkey cannot start\. The clock of this machine is \d+ s (ahead of|behind) the clock of PostgreSQL/,
      );
      if (off === '+1h') expect((await runCommand(['keys', 'rotate'], { env, under })).code).toBe(1);
      await cleanup();
    },
  );
});

describePostgresql('instances over one database', () => {
  let url: string;
  let cleanup: () => Promise<void>;
  const started: RunningProcess[] = [];
  beforeEach(async () => {
    ({ url, cleanup } = await migratedUrl());
  });
  afterEach(async () => {
    for (const service of started.splice(0)) await service.kill();
    await cleanup();
  });
  const env = (issuer: string) => ({
    DATABASE_URL: url,
    AUTH_SECRET,
    DATA_DIR: newFolder(),
    PUBLIC_URL: issuer,
  });
  const start = async (issuer: string) => {
    const service = await startProcess(env(issuer));
    started.push(service);
    return service;
  };
  /** As if so much time had passed since any of them was seen. */
  const age = (interval: string) =>
    withSql(url, (sql) => sql(`UPDATE service_instances SET seen_at = seen_at - interval '${interval}'`));
  const rows = () => withSql(url, async (sql) => (await sql('SELECT issuer FROM service_instances')).rows);

  it('serve with one issuer, and refuse the start of another one by both names', async () => {
    await start(HERE);
    const second = await start(HERE);
    await logIn(second.client, await registerPerson(second.client));
    const refused = await runToEnd(env(ELSEWHERE));
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /^Latchkey cannot start\. Another instance of this database uses the PUBLIC_URL/,
    );
    expect(refused.stderr).toContain(HERE);
    expect(refused.stderr).toContain(ELSEWHERE);
    expect(refused.stderr).not.toMatch(/^\s+at /m);
    expect(await rows()).toHaveLength(2);
    // Commands beside the service are no instances.
    expect(await runHere(['users', 'list'], env(ELSEWHERE))).toMatchObject({ code: 0 });
    expect(of(await doctor(env(ELSEWHERE)), 'instances')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining(HERE),
    });
    expect(of(await doctor(env(HERE)), 'instances')?.status).toBe('ok');
  });

  it('lets another issuer start at once after one that stopped, and a minute after one that crashed', async () => {
    const stopped = await start(HERE);
    stopped.signal('SIGTERM');
    expect((await stopped.exited).code).toBe(0);
    expect(await rows()).toEqual([]);
    const crashed = await start(ELSEWHERE);
    await crashed.kill();
    expect((await runToEnd(env(HERE))).stderr).toContain(ELSEWHERE);
    await age('61 s');
    await withSql(url, (sql) =>
      sql(`INSERT INTO service_instances VALUES
        (gen_random_uuid(), 'https://purged.example.com', '0', now() - interval '3 h', now() - interval '2 h')`),
    );
    await start(HERE);
    expect((await rows()).map(({ issuer }) => issuer).sort()).toEqual([HERE, ELSEWHERE].sort());
  });

  it('lets one of two issuers start that start at the same time', async () => {
    const outcomes = await Promise.allSettled([start(HERE), start(ELSEWHERE)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('go on serving where the heartbeat fails', async () => {
    const service = await start(HERE);
    await withSql(url, (sql) => sql('ALTER TABLE service_instances RENAME TO away'));
    const isTold = () => service.stderr().includes('instance heartbeat failed');
    for (let tries = 0; tries < 200 && !isTold(); tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isTold()).toBe(true);
    await logIn(service.client, await registerPerson(service.client));
    service.signal('SIGTERM');
    expect((await service.exited).code).toBe(0);
  });
});
