import { type PGlite, types } from '@electric-sql/pglite';
import { Prisma } from '../../generated/prisma/client.js';
import type { EmbeddedStatements, Outcome } from './embedded-statements.js';
import { argument, type RawTransactions, type Rows, readInstant, statementOf, TIMESTAMP } from './rows.js';

export function embeddedRows(pglite: PGlite, statements: EmbeddedStatements): Rows {
  return async <T>(strings: TemplateStringsArray, ...inserted: readonly unknown[]) => {
    const { text, values } = Prisma.sql(strings, ...inserted);
    return rowsOf(pglite, await statements.alone(text, values.map(argument))) as T[];
  };
}

/** One connection runs one transaction after the other, which is stricter than any isolation level. */
export function embeddedTransactions(
  pglite: PGlite,
  { begin, inTransaction }: EmbeddedStatements,
): RawTransactions {
  const run: (...statement: Parameters<typeof statementOf>) => Promise<Outcome> = (query, inserted) => {
    const { text, values } = statementOf(query, inserted);
    return inTransaction(text, values.map(argument));
  };
  const tx = {
    $queryRaw: async <T>(...[query, ...values]: Parameters<RawQuery>) =>
      rowsOf(pglite, await run(query, values)) as T,
    $executeRaw: async (...[query, ...values]: Parameters<RawQuery>) =>
      (await run(query, values)).affectedRows,
  };
  return (change) =>
    pglite.transaction(async () => {
      await begin();
      return change(tx);
    });
}

type RawQuery = Parameters<Parameters<RawTransactions>[0]>[0]['$executeRaw'];

function rowsOf(pglite: PGlite, { columns, rows }: Outcome): object[] {
  const parsers = { ...pglite.parsers, [TIMESTAMP]: readInstant };
  return rows.map((row) =>
    Object.fromEntries(
      columns.map(({ name, dataTypeID }, index) => [
        name,
        types.parseType(row[index] ?? null, dataTypeID, parsers),
      ]),
    ),
  );
}
