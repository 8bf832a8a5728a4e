import { StartupError } from '../../core/errors.js';
import type { RunSql } from './migrate.js';

/** @returns the schema that a table without one is looked for in first; null where there is none */
export async function currentSchema(sql: RunSql): Promise<string | null> {
  const [row] = await sql('SELECT current_schema()::text AS schema');
  return row?.['schema'] === null ? null : String(row?.['schema']);
}

/** Our statements name tables alone. With another schema first they could read and write those of another program. */
export function requirePublicSchema(schema: string | null): void {
  if (schema !== 'public')
    throw new StartupError(
      `The search_path of the database begins with ${schema === null ? 'no schema' : 'another schema'} instead of public; run "ALTER ROLE … SET search_path = public" for the role of DATABASE_URL.`,
    );
}
