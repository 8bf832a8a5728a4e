import type pg from 'pg';
import { Duration } from '../../core/duration.js';
import { StartupError } from '../../core/errors.js';
import type { MigrationConnection, MigrationTarget } from './migrate.js';
import { isDirect } from './pooler.js';

/** "latchkey" cut to a 32-bit number: the name of the lock that one migrating instance holds. */
const MIGRATION_LOCK = 0x6c61_7463;
const LOCK_PATIENCE = Duration.minutes(1);
const PAUSE = Duration.milliseconds(100);
/** A script takes as long as its data needs, and the transaction that holds the lock may be idle meanwhile. */
const TIME_LIMITS = `
  SELECT set_config(name, '0', true) FROM pg_settings
  WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')`;

/**
 * Lets one migration of a database run at a time. The lock belongs to a transaction: behind a pooler, a session's lock
 * would stay on a connection of the pooler, and every later migration would wait for it.
 * @param pool has two connections: a script outside a transaction needs one beside the lock
 */
export function lockedMigrations(pool: pg.Pool, patience = LOCK_PATIENCE): MigrationTarget {
  return {
    transaction: (work) => withMigrationLock(pool, patience, (holder) => work(connectionOf(holder))),
    outside: (work) =>
      withMigrationLock(pool, patience, () =>
        withConnection(pool, async (worker) => {
          // A pooler would pass the setting on to other clients of the connection.
          if (await isDirect(worker)) await worker.query('SET statement_timeout = 0');
          return work(connectionOf(worker));
        }),
      ),
  };
}

function withMigrationLock<T>(
  pool: pg.Pool,
  patience: Duration,
  work: (holder: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return withConnection(pool, async (holder) => {
    await takeLock(holder, patience);
    const result = await work(holder);
    await holder.query('COMMIT');
    return result;
  });
}

/** @throws StartupError if another migration does not end in time */
async function takeLock(holder: pg.PoolClient, patience: Duration): Promise<void> {
  const giveUpAt = performance.now() + patience.milliseconds;
  while (!(await tryLock(holder))) {
    if (performance.now() >= giveUpAt)
      throw new StartupError(
        `Another migration of this database did not end within ${patience.seconds} s. Wait for it and migrate again; ` +
          'if no migration runs, find the connection that holds an advisory lock in pg_locks.',
      );
    await new Promise((resolve) => setTimeout(resolve, PAUSE.milliseconds));
  }
}

/**
 * CREATE INDEX CONCURRENTLY waits for every transaction with a snapshot. So an instance does not wait for the lock
 * inside a transaction, and the transaction with the lock is READ COMMITTED, which keeps no snapshot between statements.
 * @returns whether a transaction with the lock is open now
 */
async function tryLock(holder: pg.PoolClient): Promise<boolean> {
  await holder.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  const { rows } = await holder.query('SELECT pg_try_advisory_xact_lock($1) AS taken', [MIGRATION_LOCK]);
  if (rows[0]?.taken === true) {
    await holder.query(TIME_LIMITS);
    return true;
  }
  await holder.query('ROLLBACK');
  return false;
}

/** Closes the connection if the work fails, which ends its transaction or script. */
async function withConnection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isWhole = false;
  try {
    const result = await work(client);
    isWhole = true;
    return result;
  } finally {
    client.release(!isWhole);
  }
}

function connectionOf(client: pg.PoolClient): MigrationConnection {
  return {
    sql: async (text, values) =>
      (await client.query<Record<string, unknown>>(text, values && [...values])).rows,
    script: (text) => client.query(text),
  };
}
