import pg from 'pg';
import { Prisma } from '../../generated/prisma/client.js';
import { retryUndone } from './retry.js';
import type { StatementNames } from './statement-names.js';

/**
 * Runs one statement and returns its rows, like `$queryRaw`, but bypasses Prisma's client, which takes longer for a
 * raw statement than PostgreSQL does. It is for the statements of every request. Values are parameters, as in
 * `$queryRaw`, and may be fragments of `Prisma.sql`.
 */
export type Rows = <T>(strings: TemplateStringsArray, ...values: readonly unknown[]) => Promise<T[]>;

/** A template, or a composed statement. */
export type Query = TemplateStringsArray | Prisma.Sql;

/** `timestamp without time zone`. The columns hold UTC, but pg would read them as local time. */
export const TIMESTAMP = 1114;

/** @param nameOf null if connections do not keep prepared statements */
export function postgresqlRows(pool: pg.Pool, nameOf: StatementNames | null): Rows {
  return async <T>(strings: TemplateStringsArray, ...inserted: readonly unknown[]) => {
    const statement = Prisma.sql(strings, ...inserted);
    const { rows } = await retryUndone(() => pool.query(queryOf(statement, nameOf)));
    return rows as T[];
  };
}

export function queryOf({ sql, text, values }: Prisma.Sql, nameOf: StatementNames | null): pg.QueryConfig {
  const name = nameOf?.({ sql, args: values, argTypes: [] });
  return { text, values: values.map(argument), types: { getTypeParser }, ...(name && { name }) };
}

export function statementOf(query: Query, values: readonly unknown[]): Prisma.Sql {
  return query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values);
}

export function argument(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

export function parseStoredTimestamp(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}Z`);
}

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === TIMESTAMP ? parseStoredTimestamp : pg.types.getTypeParser(oid, format as 'text');
