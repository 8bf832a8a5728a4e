import type { Log } from '../../core/log.js';
import { MIGRATIONS_FOLDER, migrationNames } from './migration-folder.js';
import { type MigrationState, pendingMigrations } from './migration-state.js';
import { foreignOwner } from './ownership.js';
import type { Pooling } from './pooler.js';
import { connectPostgresql, inspectPooling, reach } from './postgresql.js';
import type { RunSql } from './run-sql.js';
import { currentSchema } from './schema.js';
import type { PostgresqlStorage } from './storage.js';
import { requireWrites } from './write-check.js';

/** The state of a PostgreSQL database, read without changing anything in it. */
export interface PostgresqlInspection {
  /** For example, 140005 for 14.5. */
  readonly version: number;
  readonly now: Date;
  readonly pooling: Pooling;
  /**
   * Whether the server cancels slow statements, by its own setting or by the one that the service requests.
   */
  readonly hasStatementTimeout: boolean;
  /** The issuers that the running instances put into tokens. */
  readonly issuers: readonly string[];
  /** The usernames of administrators without a second factor, at most ten. */
  readonly unprotectedAdministrators: readonly string[];
  /** The end of a sentence that begins with "The database"; null if the database is ours or empty. */
  readonly foreignOwner: string | null;
  /** Whether committed data survives a crash of the server. */
  readonly isDurable: boolean;
  /** The schema in which PostgreSQL first looks for a table without a schema; null if there is none. */
  readonly schema: string | null;
  /** The error of a write that changes nothing; null if the write succeeded. */
  readonly writeFailure: Error | null;
  readonly migrations: MigrationState;
  /** Tables for which this role lacks a right to read or write. */
  readonly closedTables: readonly string[];
}

/** @throws StartupError if the database cannot be reached */
export async function inspectPostgresql(storage: PostgresqlStorage, log: Log): Promise<PostgresqlInspection> {
  const { url } = storage;
  const pooling = await inspectPooling(url);
  const { sql, close } = connectPostgresql(storage, log, 1);
  try {
    const [about] = await reach(
      () =>
        sql(`
        SELECT current_setting('server_version_num')::int AS version,
               (extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS now,
               current_setting('synchronous_commit') <> 'off' AND current_setting('fsync') = 'on' AS durable,
               current_setting('statement_timeout') AS patience`),
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
      pooling,
      issuers: await liveIssuers(sql),
      unprotectedAdministrators: await unprotectedAdministrators(sql),
      hasStatementTimeout: about?.['patience'] !== '0',
      foreignOwner: await foreignOwner(sql, await migrationNames(MIGRATIONS_FOLDER)),
      now: new Date(Number(about?.['now'])),
      isDurable: about?.['durable'] === true,
      schema: await currentSchema(sql),
      writeFailure: await failureOf(() => requireWrites(sql)),
      migrations: await pendingMigrations(sql, MIGRATIONS_FOLDER),
      closedTables: closed.map(({ name }) => String(name)),
    };
  } finally {
    await close();
  }
}

async function liveIssuers(sql: RunSql): Promise<string[]> {
  const rows = await sql(
    "SELECT DISTINCT issuer FROM service_instances WHERE seen_at > clock_timestamp() - interval '60 seconds' ORDER BY issuer",
  ).catch(() => []); // The database is not migrated yet, which another check reports.
  return rows.map(({ issuer }) => String(issuer));
}

async function unprotectedAdministrators(sql: RunSql): Promise<string[]> {
  const rows = await sql(
    "SELECT username FROM users WHERE role = 'ADMIN' AND second_factor_since IS NULL ORDER BY created_at, id LIMIT 10",
  ).catch(() => []); // The database is not migrated yet, which another check reports.
  return rows.map(({ username }) => String(username));
}

async function failureOf(attempt: () => Promise<void>): Promise<Error | null> {
  return attempt().then(
    () => null,
    (error: Error) => error,
  );
}
