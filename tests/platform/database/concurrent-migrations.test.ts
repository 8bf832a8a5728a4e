import pg from 'pg';
import { Duration } from '../../../src/core/duration.js';
import { migrationNames } from '../../../src/platform/database/migration-folder.js';
import { lockedMigrations } from '../../../src/platform/database/migration-lock.js';
import { migratePostgresql } from '../../../src/platform/database/postgresql.js';
import { administer, createEmptyPostgresql, databaseOf, STORAGE_KINDS } from '../../support/database.js';
import { addMigration, copyOfMigrations } from './migrations.js';

const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;
const LOCK = 0x6c61_7463;
/** Far below the minute that a migration waits for another one: nothing may have waited for that. */
const PROMPT = 30_000;

const INDEX = `-- latchkey: without a transaction
DROP INDEX CONCURRENTLY IF EXISTS users_language;
SELECT pg_sleep(1);
CREATE INDEX CONCURRENTLY users_language ON users (language_code);
`;

/** Waits for a statement of a migration to run. */
async function backendRunning(url: string, words: string): Promise<number> {
  for (;;) {
    const [row] = await administer(
      'SELECT pid FROM pg_stat_activity WHERE datname = $1 AND state = $2 AND query LIKE $3',
      [databaseOf(url), 'active', `%${words}%`],
    );
    if (row !== undefined) return (row as { pid: number }).pid;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const recorded = async (url: string) =>
  (await administer('SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1', [], url)).map(
    (row) => (row as { name: string }).name,
  );

describePostgresql('sixteen instances that migrate at the same time', () => {
  it.each(['read committed', 'repeatable read'])(
    'all succeed and apply each migration once, an index without a transaction too (default level: %s)',
    async (level) => {
      const url = await createEmptyPostgresql();
      await administer(`ALTER DATABASE ${databaseOf(url)} SET default_transaction_isolation TO '${level}'`);
      const folder = await copyOfMigrations();
      await addMigration(folder, '29990101000000_slow', 'SELECT pg_sleep(1);');
      await addMigration(folder, '29990101000001_index', INDEX);
      await addMigration(folder, '29990101000002_after', 'CREATE TABLE after_the_index (id integer);');
      const names = await migrationNames(folder);
      const begun = performance.now();
      const applied = await Promise.all(Array.from({ length: 16 }, () => migratePostgresql(url, folder)));
      expect(performance.now() - begun).toBeLessThan(PROMPT);
      expect(applied.flat().sort()).toEqual(names);
      expect(await recorded(url)).toEqual(names);
      expect(
        await administer(
          "SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_language'::regclass",
          [],
          url,
        ),
      ).toEqual([{ indisvalid: true }]);
    },
  );
});

describePostgresql('a migration', () => {
  it('whose instance dies leaves nothing behind, and needs no --retry', async () => {
    const url = await createEmptyPostgresql();
    const folder = await copyOfMigrations();
    const names = await migrationNames(folder);
    await addMigration(folder, '29990101000000_cut', 'CREATE TABLE half (id integer); SELECT pg_sleep(600);');
    const dying = migratePostgresql(url, folder).catch((error: Error) => error);
    await administer('SELECT pg_terminate_backend($1)', [await backendRunning(url, 'pg_sleep(600)')]);
    expect(await dying).toBeInstanceOf(Error);
    expect(await recorded(url)).toEqual(names);
    await addMigration(folder, '29990101000000_cut', 'CREATE TABLE half (id integer);');
    expect(await migratePostgresql(url, folder)).toEqual(['29990101000000_cut']);
  });

  it.each([
    ['a script', ''],
    ['a script without a transaction', '-- latchkey: without a transaction\n'],
  ])('may take longer than a statement of the role may: %s', async (_case, head) => {
    const url = await createEmptyPostgresql();
    const folder = await copyOfMigrations();
    await migratePostgresql(url, folder);
    await administer(`ALTER DATABASE ${databaseOf(url)} SET statement_timeout TO '300ms'`);
    await administer(`ALTER DATABASE ${databaseOf(url)} SET idle_in_transaction_session_timeout TO '300ms'`);
    await addMigration(folder, '29990101000000_slow', `${head}SELECT pg_sleep(1);\n`);
    expect(await migratePostgresql(url, folder)).toEqual(['29990101000000_slow']);
  });

  it('that another one keeps waiting gives up, says why, and leaves no transaction open', async () => {
    const url = await createEmptyPostgresql();
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    const { transaction } = lockedMigrations(pool, Duration.milliseconds(300));
    await expect(transaction(async () => undefined)).rejects.toThrow(
      'Another migration of this database did not end within 0.3 s. Wait for it and migrate again',
    );
    await holder.query('ROLLBACK');
    expect(await transaction(async () => 'it has the lock')).toBe('it has the lock');
    await pool.end();
    await holder.end();
  });
});
