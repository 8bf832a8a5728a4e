import type pg from 'pg';
import type { Duration } from '../../core/duration.js';
import { isUnavailable } from './constraint.js';
import { type Query, queryOf, statementOf } from './rows.js';
import type { StatementNames } from './statement-names.js';

declare const begun: unique symbol;

/** The mark of a transaction that was begun. The whole database lacks it, so it cannot be passed as a transaction. */
export interface Begun {
  readonly [begun]: true;
}

/**
 * A transaction that runs statements alone. Every `Transaction` is one. Those that `rawTransaction` makes go
 * past Prisma's client: a login runs in one (decision 43).
 */
export interface RawTransaction extends Begun {
  $queryRaw<T>(query: Query, ...values: readonly unknown[]): Promise<T>;
  $executeRaw(query: Query, ...values: readonly unknown[]): Promise<number>;
}

/**
 * Runs a change in a transaction of its own, at READ COMMITTED: after a wait for a lock, the next statement
 * must see what its holder left. The change commits when it resolves, and rolls back when it rejects. The
 * caller runs it again when the database has undone it.
 */
export type RawTransactions = <T>(change: (tx: RawTransaction) => Promise<T>) => Promise<T>;

interface Options {
  /** Null where a connection does not keep what it was told before. */
  readonly names: StatementNames | null;
  /** The longest wait for one answer, and the longest time that a transaction holds its connection. */
  readonly answerTimeout: Duration;
  readonly timeout: Duration;
  /** Told of a connection that breaks while no statement waits for it. */
  readonly onBroken: (error: Error) => void;
}

export function postgresqlTransactions(pool: pg.Pool, options: Options): RawTransactions {
  return async (change) => {
    const connection = await pool.connect();
    // Without a listener, a connection that breaks between two statements would end the process.
    connection.on('error', options.onBroken);
    const release = (error?: Error) => {
      connection.off('error', options.onBroken);
      connection.release(error);
    };
    const deadline = performance.now() + options.timeout.milliseconds;
    const run = runOn(connection, options.answerTimeout, deadline);
    const open = { isOpen: true };
    try {
      await run({ text: 'BEGIN ISOLATION LEVEL READ COMMITTED' });
      const result = await change(transactionOf(run, options.names, open));
      open.isOpen = false;
      await commit(connection, options.answerTimeout, deadline);
      release();
      return result;
    } catch (error) {
      open.isOpen = false;
      // A server that does not answer would not answer a ROLLBACK either. It rolls back when the connection ends.
      if (isUnavailable(error)) release(error as Error);
      else await run({ text: 'ROLLBACK' }).then(() => release(), release);
      throw error;
    }
  };
}

type Run = (query: pg.QueryConfig) => Promise<pg.QueryResult>;

function runOn(connection: pg.PoolClient, answerTimeout: Duration, deadline: number): Run {
  return (query) => {
    const remaining = Math.max(1, deadline - performance.now());
    const timed = { ...query, query_timeout: Math.min(answerTimeout.milliseconds, remaining) };
    return connection.query(timed);
  };
}

/**
 * Past the deadline it does not begin: the caller would be told of a failure that the database commits. Once sent,
 * it has the full time for its answer.
 */
async function commit(connection: pg.PoolClient, answerTimeout: Duration, deadline: number): Promise<void> {
  if (performance.now() >= deadline) throw new Error('The transaction took too long');
  const query: pg.QueryConfig = { text: 'COMMIT' };
  const { command } = await connection.query({
    ...query,
    query_timeout: answerTimeout.milliseconds,
  } as typeof query);
  // PostgreSQL answers ROLLBACK if a statement has failed, even if the change ignored that.
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back instead of committed');
}

/** @param state set to closed at the end: by then the connection belongs to another caller */
function transactionOf(
  run: Run,
  names: StatementNames | null,
  state: { readonly isOpen: boolean },
): RawTransaction {
  const runOpen = async (query: Query, values: readonly unknown[]) => {
    requireOpen(state);
    return run(queryOf(statementOf(query, values), names));
  };
  return {
    $queryRaw: async <T>(query: Query, ...values: readonly unknown[]) =>
      (await runOpen(query, values)).rows as T,
    $executeRaw: async (query, ...values) => (await runOpen(query, values)).rowCount ?? 0,
  } as RawTransaction;
}

export function requireOpen({ isOpen }: { readonly isOpen: boolean }): void {
  if (!isOpen) throw new Error('The transaction has ended');
}
