import { type PGlite, types } from '@electric-sql/pglite';
import { Prisma } from '../../generated/prisma/client.js';
import type { EmbeddedStatements } from './embedded-statements.js';
import { argument, type Rows, readInstant, TIMESTAMP } from './rows.js';

export function embeddedRows(pglite: PGlite, statements: EmbeddedStatements): Rows {
  const parsers = { ...pglite.parsers, [TIMESTAMP]: readInstant };
  return async <T>(strings: TemplateStringsArray, ...inserted: readonly unknown[]) => {
    const { text, values } = Prisma.sql(strings, ...inserted);
    const { columns, rows } = await statements.alone(text, values.map(argument));
    return rows.map((row) =>
      Object.fromEntries(
        columns.map(({ name, dataTypeID }, index) => [
          name,
          types.parseType(row[index] ?? null, dataTypeID, parsers),
        ]),
      ),
    ) as T[];
  };
}
