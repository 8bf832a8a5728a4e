import { StartupError } from '../../core/errors.js';
import type { RunSql } from './run-sql.js';

/** @returns the schema in which PostgreSQL first looks for a table without a schema; null if there is none */
export async function currentSchema(sql: RunSql): Promise<string | null> {
  const [row] = await sql('SELECT current_schema()::text AS schema');
  return row?.['schema'] === null ? null : String(row?.['schema']);
}

/**
 * Refuses another schema. The statements of the service name tables without a schema, so they could read and
 * write tables of another program (decision 31).
 */
export function requirePublicSchema(schema: string | null): void {
  if (schema !== 'public')
    throw new StartupError(
      `The search_path of the database begins with ${schema === null ? 'no schema' : 'another schema'} instead of public; run "ALTER ROLE … SET search_path = public" for the role of DATABASE_URL.`,
    );
}
