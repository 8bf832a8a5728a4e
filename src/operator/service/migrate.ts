import type { Answer } from '../../platform/command-line/answer.js';
import { MIGRATIONS_FOLDER } from '../../platform/database/migration-folder.js';
import { migratePostgresql } from '../../platform/database/postgresql.js';

/** Needs only the URL of the database: an operator who migrates need not know the secret. */
export async function migrate(databaseUrl: string, { retry }: { retry?: string }): Promise<Answer> {
  const applied = await migratePostgresql(databaseUrl, MIGRATIONS_FOLDER, retry);
  const lines = applied.length === 0 ? ['Nothing to migrate'] : applied.map((name) => `Applied ${name}`);
  return { text: lines.join('\n'), data: { applied } };
}
