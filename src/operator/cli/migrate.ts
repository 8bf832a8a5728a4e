import { readDatabaseUrl } from '../../app/storage-settings.js';
import { MIGRATIONS_FOLDER } from '../../platform/database/migration-folder.js';
import { migratePostgresql } from '../../platform/database/postgresql.js';
import type { Answer } from './answer.js';
import type { Shell } from './shell.js';

/** Needs the address of the database and nothing else: whoever migrates need not know the secret. */
export async function migrate({ retry }: { retry?: string }, { environment }: Shell): Promise<Answer> {
  const applied = await migratePostgresql(readDatabaseUrl(environment), MIGRATIONS_FOLDER, retry);
  const lines = applied.length === 0 ? ['Nothing to migrate'] : applied.map((name) => `Applied ${name}`);
  return { text: lines.join('\n'), data: { applied } };
}
