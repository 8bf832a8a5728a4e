import { checksumOf, type Migration } from './migration-folder.js';
import { type RunSql, rowsIfTableExists } from './run-sql.js';

/** Character for character what the Prisma CLI creates, so both can work on one database. */
const TABLE = `
  CREATE TABLE _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

export interface MigrationRecord {
  readonly name: string;
  readonly checksum: string;
  /** False if it failed or is being applied. */
  readonly finished: boolean;
}

/** The migrations of a database, except those that were given up. */
export async function recordedMigrations(sql: RunSql): Promise<MigrationRecord[]> {
  const rows = await rowsIfTableExists(
    sql(`
      SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM public._prisma_migrations
      WHERE rolled_back_at IS NULL`),
  );
  return rows.map((row) => ({
    name: String(row['migration_name']),
    checksum: String(row['checksum']),
    finished: row['finished'] === true,
  }));
}

/** Asks first: to create a table that exists takes a privilege that a role may lack. */
export async function ensureRecords(sql: RunSql): Promise<void> {
  const [row] = await sql("SELECT to_regclass('public._prisma_migrations') IS NULL AS missing");
  if (row?.['missing'] === true) await sql(TABLE);
}

/** @returns the id of the record */
export async function recordStart(sql: RunSql, { name, script }: Migration): Promise<string> {
  const [row] = await sql(
    `INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at)
     VALUES (gen_random_uuid()::text, $1, $2, clock_timestamp()) RETURNING id`,
    [checksumOf(script), name],
  );
  return String(row?.['id']);
}

export async function recordSuccess(sql: RunSql, id: string): Promise<void> {
  await sql(
    'UPDATE public._prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
    [id],
  );
}

/** The message alone: the details of an error quote rows. */
export async function recordFailure(sql: RunSql, id: string, error: unknown): Promise<void> {
  const { code, message } = error as { code?: string; message?: string };
  await sql('UPDATE public._prisma_migrations SET logs = $2 WHERE id = $1', [
    id,
    `${code ?? 'error'}: ${message}`,
  ]);
}

/** @returns whether there was a failed attempt */
export async function giveUpFailed(sql: RunSql, name: string): Promise<boolean> {
  const rows = await sql(
    `UPDATE public._prisma_migrations SET rolled_back_at = clock_timestamp()
     WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL RETURNING id`,
    [name],
  );
  return rows.length > 0;
}
