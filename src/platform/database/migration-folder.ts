import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationDirectory, MigrationList } from '@prisma/schema-engine-wasm';
import { StartupError } from '../../core/errors.js';

/** Beside both src/ and dist/. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
export const LOCK_FILE = 'migration_lock.toml';

/** The names of all migrations in the order they apply: each begins with its time. */
export async function migrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new StartupError(`The migrations folder ${folder} cannot be read.`);
  });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The folder as the schema engine wants to be told about it. */
export async function readMigrations(folder: string): Promise<MigrationList> {
  const names = await migrationNames(folder);
  return {
    baseDir: folder,
    lockfile: { path: LOCK_FILE, content: await readFile(join(folder, LOCK_FILE), 'utf8').catch(() => null) },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.map((name) => readMigration(folder, name))),
  };
}

async function readMigration(folder: string, name: string): Promise<MigrationDirectory> {
  const script = await readFile(join(folder, name, 'migration.sql'), 'utf8').catch(() => {
    throw new StartupError(`The migration ${name} has no migration.sql.`);
  });
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } } };
}
