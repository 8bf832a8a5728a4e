import { StartupError } from '../../core/errors.js';
import { hasChecksum, type Migration, migrationNames } from './migration-folder.js';
import { type MigrationRecord, recordedMigrations } from './migration-records.js';
import type { RunSql } from './run-sql.js';

/** What stands between a database and the migrations in the folder. */
export interface MigrationState {
  readonly pending: readonly string[];
  /** Begun and neither finished nor rolled back; each is pending too. */
  readonly failed: readonly string[];
}

/** Compares names alone: cheap enough for every start and every readiness check. */
export async function migrationState(sql: RunSql, names: readonly string[]): Promise<MigrationState> {
  return stateOf(await recordedMigrations(sql), names);
}

/** The migrations of a folder that a database still lacks. */
export async function pendingMigrations(sql: RunSql, folder: string): Promise<MigrationState> {
  return migrationState(sql, await migrationNames(folder));
}

/** @returns a sentence or two */
export function describeFailure({ name, kind }: Migration): string {
  return kind === 'transaction'
    ? `The migration ${name} failed on this database and left nothing behind.`
    : `The migration ${name} has begun without a transaction and has not ended. Unless another instance is ` +
        'applying it at this moment it failed, and may have left an invalid index, which its next run drops.';
}

export function retryAdvice(name: string): string {
  return `Repair the cause, which is in the column logs of _prisma_migrations, then run "npx latchkey migrate --retry ${name}".`;
}

/** @throws StartupError when the database and the folder do not fit each other, or a migration has failed */
export function nextMigration(
  records: readonly MigrationRecord[],
  migrations: readonly Migration[],
): Migration | undefined {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  const newest = migrations.at(-1)?.name ?? '';
  for (const { name, checksum } of records.filter(({ finished }) => finished)) {
    const migration = byName.get(name);
    // A newer version leaves newer migrations, and serves beside this one during a rolling update.
    if (migration === undefined && name < newest)
      throw new StartupError(
        `The database has the migration ${name}, which this version lacks although it has later ones. ` +
          'Use the version that migrated the database, or a later one.',
      );
    if (migration !== undefined && !hasChecksum(migration.script, checksum))
      throw new StartupError(
        `The script of the migration ${name} has changed since this database was migrated with it. ` +
          'Restore the script, and make the change in a new migration.',
      );
  }
  const { pending, failed } = stateOf(records, [...byName.keys()]);
  const broken = byName.get(failed[0] ?? '');
  if (broken !== undefined) throw new StartupError(`${describeFailure(broken)} ${retryAdvice(broken.name)}`);
  return byName.get(pending[0] ?? '');
}

function stateOf(records: readonly MigrationRecord[], names: readonly string[]): MigrationState {
  const finished = new Set(records.filter((record) => record.finished).map(({ name }) => name));
  const begun = new Set(records.map(({ name }) => name));
  const pending = names.filter((name) => !finished.has(name));
  // A migration that only a newer version knows may be under way: this one is served meanwhile.
  return { pending, failed: pending.filter((name) => begun.has(name)) };
}
