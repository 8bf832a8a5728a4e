import { StartupError } from '../../core/errors.js';
import { type RunSql, rowsIfTableExists } from './run-sql.js';

/**
 * Checks whether the database belongs to another application. Prisma keeps the migrations of every
 * application in a table of the same name. A row of ours in that table would block the next deployment of the
 * other application.
 * @returns the end of a sentence that begins with "The database"; null if the database is ours or empty
 */
export async function foreignOwner(sql: RunSql, names: readonly string[]): Promise<string | null> {
  const rows = await rowsIfTableExists(
    sql(
      'SELECT DISTINCT migration_name AS name, finished_at IS NOT NULL AND rolled_back_at IS NULL AS finished FROM _prisma_migrations',
    ),
  );
  // A newer version of this service records migrations that this one does not know, but also the first one.
  const isOurs = rows.some(({ name, finished }) => name === names[0] && finished === true);
  const isForeign = rows.some(({ name }) => !names.includes(String(name)));
  return isForeign && !isOurs
    ? 'belongs to another application that uses Prisma: its table _prisma_migrations contains no migration of Latchkey'
    : null;
}

/** @throws StartupError if the database belongs to another application; nothing is written before */
export async function requireOwnDatabase(sql: RunSql, names: readonly string[]): Promise<void> {
  const owner = await foreignOwner(sql, names);
  if (owner !== null)
    throw new StartupError(`The database ${owner}. Give Latchkey a database of its own in DATABASE_URL.`);
}
