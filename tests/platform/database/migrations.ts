import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MIGRATIONS_FOLDER, migrationNames } from '../../../src/platform/database/migration-folder.js';
import { openDatabase, type Storage } from '../../../src/platform/database/open.js';
import { migratePostgresql } from '../../../src/platform/database/postgresql.js';
import { createEmptyPostgresql, createTestStorage, newFolder, silentLog } from '../../support/database.js';

/** On PostgreSQL an empty database; a first start of the embedded one takes long, and is tested beside it. */
export async function freshStorage(kind: Storage['kind']): Promise<Storage> {
  if (kind === 'postgresql') return { kind, url: await createEmptyPostgresql() };
  return (await createTestStorage(kind)).storage;
}

/** PostgreSQL is migrated by a command, the embedded database by its start. */
export async function migrate(storage: Storage, folder: string, retry?: string): Promise<void> {
  if (storage.kind === 'postgresql') {
    await migratePostgresql(storage.url, folder, retry);
  } else {
    const database = await openDatabase(storage, silentLog, { migrationsFolder: folder });
    await database.close();
  }
}

export async function copyOfMigrations(): Promise<string> {
  const folder = newFolder();
  await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  return folder;
}

export async function addMigration(folder: string, name: string, script: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), script);
}

/**
 * Runs one statement of a test, as a version that knows the first migration alone: it neither applies nor refuses any
 * other.
 */
export async function query(storage: Storage, text: string): Promise<Record<string, unknown>[]> {
  const [first = ''] = await migrationNames(MIGRATIONS_FOLDER);
  const migrationsFolder = newFolder();
  await cp(join(MIGRATIONS_FOLDER, first), join(migrationsFolder, first), { recursive: true });
  const database = await openDatabase(storage, silentLog, { migrationsFolder });
  try {
    return await database.client.$queryRawUnsafe(text);
  } finally {
    await database.close();
  }
}
