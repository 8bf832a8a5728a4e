import type { Database, Prisma, Transaction } from './client.js';

export interface TransactionOptions {
  /** The longest wait for a connection, in milliseconds. */
  readonly maxWait?: number;
  /** The longest duration, in milliseconds. */
  readonly timeout?: number;
  readonly isolationLevel?: Prisma.TransactionIsolationLevel;
}

/**
 * Runs a change in a transaction of its own. It commits when the change resolves and rolls back when it rejects.
 * No other function makes a `Transaction`, so a service that takes one cannot write outside a transaction by mistake.
 */
export function inTransaction<T>(
  database: Pick<Database, '$transaction'>,
  change: (tx: Transaction) => Promise<T>,
  options?: TransactionOptions,
): Promise<T> {
  return database.$transaction((tx) => change(tx as Transaction), options);
}
