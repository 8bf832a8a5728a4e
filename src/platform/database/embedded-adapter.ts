import { type PGlite, type QueryOptions, types } from '@electric-sql/pglite';
import type { SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { EmbeddedStatements, Run } from './embedded-statements.js';

/**
 * Connects Prisma to PGlite with prepared statements. pglite-prisma-adapter reports a transaction as committed even
 * if its COMMIT failed. This adapter waits for the result, so a caller never takes a lost write for a stored one.
 */
export function embeddedAdapter(pglite: PGlite, statements: EmbeddedStatements): SqlDriverAdapterFactory {
  const { provider, adapterName } = new PrismaPGlite(pglite);
  return { provider, adapterName, connect: () => connect(pglite, statements) };
}

async function connect(pglite: PGlite, { alone, inTransaction, begin }: EmbeddedStatements) {
  let outcome: Promise<unknown> = Promise.resolve();
  const watched: Pick<PGlite, 'query' | 'exec' | 'transaction'> = {
    query: queryBy(pglite, alone),
    exec: pglite.exec.bind(pglite),
    transaction: (body) => {
      const result = pglite.transaction(async (tx) => {
        await begin();
        return body(Object.create(tx, { query: { value: queryBy(pglite, inTransaction) } }));
      });
      outcome = result;
      return result;
    },
  };
  const adapter = await new PrismaPGlite(watched as PGlite).connect();
  const start = adapter.startTransaction.bind(adapter);
  return Object.assign(adapter, {
    // One connection runs one transaction after the other, which is stricter than any isolation level.
    startTransaction: async () => {
      const transaction = start();
      const ended = outcome;
      return reportingItsCommit(await transaction, ended);
    },
  });
}

/** PGlite's `query` as pglite-prisma-adapter calls it: rows are lists of values. */
function queryBy(pglite: PGlite, run: Run): PGlite['query'] {
  return async <T>(sql: string, values: unknown[] = [], options: QueryOptions = {}) => {
    const { columns, rows, affectedRows } = await run(sql, values);
    const parsers = { ...pglite.parsers, ...options.parsers };
    const read = (row: readonly (string | null)[]) =>
      columns.map(({ dataTypeID }, index) => types.parseType(row[index] ?? null, dataTypeID, parsers));
    return { fields: [...columns], rows: rows.map(read) as T[], affectedRows };
  };
}

function reportingItsCommit(transaction: Transaction, ended: Promise<unknown>): Transaction {
  const commit = transaction.commit.bind(transaction);
  return Object.assign(transaction, {
    commit: async () => {
      await commit();
      await ended;
    },
  });
}
