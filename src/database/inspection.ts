import type { Log } from '../core/log.js';
import { type MigrationState, pendingMigrations } from './migrate.js';
import { MIGRATIONS_FOLDER } from './migration-folder.js';
import { connectPostgresql, reach } from './postgresql.js';

/** What can be learnt of a PostgreSQL without changing anything in it. */
export interface PostgresqlInspection {
  /** As 140005 for 14.5. */
  readonly version: number;
  readonly now: Date;
  readonly migrations: MigrationState;
  /** Tables that this role may not read and write. */
  readonly closedTables: readonly string[];
}

/** @throws StartupError when it cannot be reached */
export async function inspectPostgresql(url: string, log: Log): Promise<PostgresqlInspection> {
  const { sql, close } = connectPostgresql(url, log, 1);
  try {
    const [about] = await reach(
      () => sql("SELECT current_setting('server_version_num')::int AS version, clock_timestamp() AS now"),
      url,
    );
    const closed = await sql(`
      SELECT c.relname AS name FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
        AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                 AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
      ORDER BY c.relname`);
    return {
      version: Number(about?.['version']),
      now: about?.['now'] as Date,
      migrations: await pendingMigrations(sql, MIGRATIONS_FOLDER),
      closedTables: closed.map(({ name }) => String(name)),
    };
  } finally {
    await close();
  }
}
