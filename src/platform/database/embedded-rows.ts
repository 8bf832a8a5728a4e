import { type PGlite, types } from '@electric-sql/pglite';
import { Prisma } from '../../generated/prisma/client.js';
import type { EmbeddedStatements, StatementResult } from './embedded-statements.js';
import { type RawTransaction, type RawTransactions, requireOpen } from './raw-transaction.js';
import { argument, parseStoredTimestamp, type Query, type Rows, statementOf, TIMESTAMP } from './rows.js';

export function embeddedRows(pglite: PGlite, statements: EmbeddedStatements): Rows {
  const rowsOf = rowReader(pglite);
  return async <T>(strings: TemplateStringsArray, ...inserted: readonly unknown[]) => {
    const { text, values } = Prisma.sql(strings, ...inserted);
    return rowsOf(await statements.alone(text, values.map(argument))) as T[];
  };
}

/** One connection runs one transaction after the other, which is stricter than any isolation level. */
export function embeddedTransactions(
  pglite: PGlite,
  { begin, inTransaction }: EmbeddedStatements,
): RawTransactions {
  const rowsOf = rowReader(pglite);
  const transactionOf = (state: { readonly isOpen: boolean }) => {
    const run = async (query: Query, inserted: readonly unknown[]) => {
      requireOpen(state);
      const { text, values } = statementOf(query, inserted);
      return inTransaction(text, values.map(argument));
    };
    return {
      $queryRaw: async <T>(query: Query, ...values: readonly unknown[]) =>
        rowsOf(await run(query, values)) as T,
      $executeRaw: async (query, ...values) => (await run(query, values)).affectedRows,
    } as RawTransaction;
  };
  return (change) =>
    pglite.transaction(async () => {
      await begin();
      const state = { isOpen: true };
      return change(transactionOf(state)).finally(() => {
        state.isOpen = false;
      });
    });
}

function rowReader(pglite: PGlite): (result: StatementResult) => object[] {
  // Made once: a copy of PGlite's table of parsers for each statement took a tenth of a login's time.
  const parsers = { ...pglite.parsers, [TIMESTAMP]: parseStoredTimestamp };
  return ({ columns, rows }) =>
    rows.map((row) =>
      Object.fromEntries(
        columns.map(({ name, dataTypeID }, index) => [
          name,
          types.parseType(row[index] ?? null, dataTypeID, parsers),
        ]),
      ),
    );
}
