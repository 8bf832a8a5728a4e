import pg from 'pg';
import { Prisma } from '../../generated/prisma/client.js';
import { isUnavailable } from './constraint.js';
import { retryUndone } from './retry.js';
import type { StatementNames } from './statement-names.js';

/**
 * Runs one statement and returns its rows, as `$queryRaw` does, past Prisma's client: that takes longer over a
 * statement it does not know than PostgreSQL takes to run it. For what every request runs; nothing else needs it.
 * Values are parameters as in `$queryRaw`, and fragments of `Prisma.sql` may be among them.
 */
export type Rows = <T>(strings: TemplateStringsArray, ...values: readonly unknown[]) => Promise<T[]>;

type Query = TemplateStringsArray | Prisma.Sql;

/**
 * A transaction that runs statements alone. Every `Transaction` is one, and `rawTransaction` makes those that
 * go past Prisma's client: a login runs in one (decision 43).
 */
export interface RawTransaction {
  $queryRaw<T>(query: Query, ...values: readonly unknown[]): Promise<T>;
  $executeRaw(query: Query, ...values: readonly unknown[]): Promise<number>;
}

/**
 * Runs a change in a transaction of its own, at READ COMMITTED: after a wait for a lock, the next statement
 * must see what its holder left. The change commits when it resolves, and rolls back when it rejects. The
 * caller runs it again when the database has undone it.
 */
export type RawTransactions = <T>(change: (tx: RawTransaction) => Promise<T>) => Promise<T>;

/** `timestamp without time zone`. The columns hold UTC without saying so; pg would take it for local time. */
export const TIMESTAMP = 1114;

/** @param nameOf null where a connection does not keep what it was told before */
export function postgresqlRows(pool: pg.Pool, nameOf: StatementNames | null): Rows {
  return async <T>(strings: TemplateStringsArray, ...inserted: readonly unknown[]) => {
    const statement = Prisma.sql(strings, ...inserted);
    const { rows } = await retryUndone(() => pool.query(queryOf(statement, nameOf)));
    return rows as T[];
  };
}

/** @param onBroken told of a connection that breaks while no statement waits for it */
export function postgresqlTransactions(
  pool: pg.Pool,
  nameOf: StatementNames | null,
  onBroken: (error: Error) => void,
): RawTransactions {
  return async (change) => {
    const connection = await pool.connect();
    const run = (query: Query, values: readonly unknown[]) =>
      connection.query(queryOf(statementOf(query, values), nameOf));
    const end = (error?: Error) => {
      connection.off('error', onBroken);
      connection.release(error);
    };
    // Without a listener, a connection that breaks between two statements would end the process.
    connection.on('error', onBroken);
    try {
      await connection.query('BEGIN ISOLATION LEVEL READ COMMITTED');
      const result = await change({
        $queryRaw: async <T>(query: Query, ...values: readonly unknown[]) =>
          (await run(query, values)).rows as T,
        $executeRaw: async (query, ...values) => (await run(query, values)).rowCount ?? 0,
      });
      await connection.query('COMMIT');
      end();
      return result;
    } catch (error) {
      // A server that does not answer would not answer a ROLLBACK either: it rolls back when the connection ends.
      const unanswered = isUnavailable(error) ? (error as Error) : undefined;
      if (unanswered === undefined) await connection.query('ROLLBACK').then(() => end(), end);
      else end(unanswered);
      throw error;
    }
  };
}

function queryOf({ sql, text, values }: Prisma.Sql, nameOf: StatementNames | null): pg.QueryConfig {
  const name = nameOf?.({ sql, args: values, argTypes: [] });
  return { text, values: values.map(argument), types: { getTypeParser }, ...(name && { name }) };
}

/** A template, or a statement that was composed before. */
export function statementOf(query: Query, values: readonly unknown[]): Prisma.Sql {
  return query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values);
}

export function argument(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

export function readInstant(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}Z`);
}

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === TIMESTAMP ? readInstant : pg.types.getTypeParser(oid, format as 'text');
