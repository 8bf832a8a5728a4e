import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { migrationNames, readMigrations } from './migration-folder.js';
import { withSchemaEngine } from './schema-engine.js';

const UNDEFINED_TABLE = '42P01';
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Runs one statement that has no parameters. */
export type RunSql = (text: string) => Promise<readonly Record<string, unknown>[]>;

/** What stands between a database and the migrations in the folder. */
export interface MigrationState {
  readonly pending: readonly string[];
  /** Begun and neither finished nor rolled back; each is pending too. */
  readonly failed: readonly string[];
}

/** Compares names alone: cheap enough for every start and every readiness check. */
export async function migrationState(sql: RunSql, names: readonly string[]): Promise<MigrationState> {
  const rows = await recordedMigrations(sql);
  const finished = new Set(rows.filter((row) => row.finished).map((row) => row.name));
  const begun = new Set(rows.map((row) => row.name));
  const pending = names.filter((name) => !finished.has(name));
  // A migration that only a newer version knows may be under way: this one is served meanwhile.
  return { pending, failed: pending.filter((name) => begun.has(name)) };
}

/** The migrations of a folder that a database still lacks. */
export async function pendingMigrations(sql: RunSql, folder: string): Promise<MigrationState> {
  return migrationState(sql, await migrationNames(folder));
}

/**
 * Applies whatever is pending and records it in `_prisma_migrations` as the Prisma CLI does.
 * @returns the names of the migrations applied
 */
export async function applyMigrations(
  factory: SqlMigrationAwareDriverAdapterFactory,
  folder: string,
): Promise<readonly string[]> {
  const migrationsList = await readMigrations(folder);
  return withSchemaEngine(factory, async (engine) => {
    const applied = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
    return applied.appliedMigrationNames;
  });
}

/** Lets a failed migration be tried again. It left nothing behind: a script is one transaction. */
export async function forgetFailedMigration(
  factory: SqlMigrationAwareDriverAdapterFactory,
  migrationName: string,
): Promise<void> {
  await withSchemaEngine(factory, (engine) => engine.markMigrationRolledBack({ migrationName }));
}

async function recordedMigrations(sql: RunSql): Promise<{ name: string; finished: boolean }[]> {
  const rows = await sql(
    'SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  ).catch((error: { code?: string }) => {
    if (error.code === UNDEFINED_TABLE) return [];
    throw error;
  });
  return rows.map((row) => ({ name: String(row['migration_name']), finished: row['finished'] === true }));
}
