import { StartupError } from '../../core/errors.js';
import type { RunSql } from './migrate.js';

const UNDEFINED_TABLE = '42P01';

/**
 * Whose tables a database holds, as far as that is not ours: the end of a sentence that begins with "The database".
 * Prisma keeps the migrations of every application in a table of one name. A row of ours among those of another
 * application would block its next deployment.
 * @returns null where the database is ours, or empty
 */
export async function foreignOwner(sql: RunSql, names: readonly string[]): Promise<string | null> {
  const rows = await sql(
    'SELECT DISTINCT migration_name AS name, finished_at IS NOT NULL AND rolled_back_at IS NULL AS finished FROM _prisma_migrations',
  ).catch((error: { code?: string }) => {
    if (error.code === UNDEFINED_TABLE) return [];
    throw error;
  });
  // A newer version of this service has recorded migrations that this one does not know, but the first one as well.
  const isOurs = rows.some(({ name, finished }) => name === names[0] && finished === true);
  const isForeign = rows.some(({ name }) => !names.includes(String(name)));
  return isForeign && !isOurs
    ? 'belongs to another application that uses Prisma: its table _prisma_migrations contains no migration of Latchkey'
    : null;
}

/** @throws StartupError before anything is written */
export async function requireOwnDatabase(sql: RunSql, names: readonly string[]): Promise<void> {
  const owner = await foreignOwner(sql, names);
  if (owner !== null)
    throw new StartupError(`The database ${owner}. Give Latchkey a database of its own in DATABASE_URL.`);
}
