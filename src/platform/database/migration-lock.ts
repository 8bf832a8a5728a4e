import type pg from 'pg';
import { Duration } from '../../core/duration.js';
import { StartupError } from '../../core/errors.js';

/** "latchkey" cut to a 32-bit number: the name of the lock that one migrating instance holds. */
const MIGRATION_LOCK = 0x6c61_7463;
const LOCK_PATIENCE = Duration.minutes(1);
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Runs a migration while no other one runs. The lock is one of a transaction: behind a pooler, a lock of a session
 * would stay on a connection that the pooler keeps, and every later migration would wait for it.
 * @param pool has a connection for the lock alone
 * @throws StartupError when another migration does not end
 */
export async function withMigrationLock<T>(
  pool: pg.Pool,
  work: () => Promise<T>,
  patience = LOCK_PATIENCE,
): Promise<T> {
  const holder = await pool.connect();
  // A holder that breaks is noticed at the end.
  holder.on('error', () => undefined);
  let broken: Error | undefined;
  try {
    await holder.query('BEGIN');
    // The transaction does nothing for as long as the migration takes.
    await holder.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await holder.query('SET LOCAL statement_timeout = 0');
    await holder.query(`SET LOCAL lock_timeout = ${patience.milliseconds}`);
    await takeLock(holder, patience);
    return await work();
  } finally {
    await holder.query('ROLLBACK').catch((error: Error) => {
      broken = error;
    });
    holder.release(broken);
  }
}

async function takeLock(holder: pg.PoolClient, patience: Duration): Promise<void> {
  try {
    await holder.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new StartupError(
      `Another migration of this database did not end within ${patience.seconds} s. Wait for it and migrate again; ` +
        'if no migration runs, find the connection that holds an advisory lock in pg_locks.',
    );
  }
}
