import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { Duration } from '../core/duration.js';
import { StartupError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { applyMigrations, forgetFailedMigration, pendingMigrations, type RunSql } from './migrate.js';
import { postgresqlRows, type Rows } from './rows.js';
import { scriptAdapterFactory } from './script-adapter.js';
import { statementNames } from './statement-names.js';

const DEFAULT_MAX_CONNECTIONS = 10;
/** Bounds the wait for a free connection too: an overloaded or lost database becomes an error. */
const CONNECTION_TIMEOUT = Duration.seconds(4);
const STATEMENT_TIMEOUT = Duration.seconds(5);
/** For a server that does not answer at all, and so cannot keep its own time. */
const ANSWER_TIMEOUT = Duration.seconds(6);
/** A connection that dies in a transaction leaves its locks on the server, until this is over. */
const LOST_TRANSACTION_TIMEOUT = Duration.seconds(7);
const IDLE_TIMEOUT = Duration.seconds(60);
/** "latchkey" cut to a 32-bit number: the name of the lock that one migrating instance holds. */
const MIGRATION_LOCK = 0x6c61_7463;

/** A PostgreSQL elsewhere, with what the rest of this folder needs of it. */
export interface PostgresqlDatabase {
  readonly adapter: SqlDriverAdapterFactory;
  readonly rows: Rows;
  readonly sql: RunSql;
  forget(): Promise<void>;
  check(): Promise<void>;
  close(): Promise<void>;
}

export function connectPostgresql(url: string, log: Log, max = DEFAULT_MAX_CONNECTIONS): PostgresqlDatabase {
  const pool = newPool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECTION_TIMEOUT.milliseconds,
    statement_timeout: STATEMENT_TIMEOUT.milliseconds,
    query_timeout: ANSWER_TIMEOUT.milliseconds,
    idle_in_transaction_session_timeout: LOST_TRANSACTION_TIMEOUT.milliseconds,
    idleTimeoutMillis: IDLE_TIMEOUT.milliseconds,
  });
  // Without a listener a connection that dies while idle would end the process.
  const onBroken = ({ message }: Error) => log.warn({ reason: message }, 'A database connection broke');
  pool.on('error', onBroken);
  pool.on('release', discardMidTransaction);
  const adapter = new PrismaPg(pool, {
    statementNameGenerator: statementNames(),
    onConnectionError: onBroken,
  });
  return {
    adapter,
    rows: postgresqlRows(pool),
    sql: runOn(pool),
    forget: async () => undefined,
    check: async () => undefined,
    close: () => pool.end(),
  };
}

/**
 * Applies what is pending. Instances that migrate at the same time take turns, and all but the first find
 * nothing left to do.
 * @param retry a failed migration to try again
 * @returns the names of the migrations applied
 */
export async function migratePostgresql(
  url: string,
  folder: string,
  retry?: string,
): Promise<readonly string[]> {
  // One connection that is never given back: the lock belongs to it.
  const pool = newPool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTION_TIMEOUT.milliseconds,
  });
  pool.on('error', () => undefined);
  try {
    await reach(() => pool.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]), url);
    const factory = scriptAdapterFactory(new PrismaPg(pool), (script) => pool.query(script));
    if (retry !== undefined) await forgetFailedMigration(factory, retry);
    const { pending } = await pendingMigrations(runOn(pool), folder);
    return pending.length === 0 ? [] : await applyMigrations(factory, folder);
  } finally {
    await pool.end();
  }
}

/** Turns the failure of a first contact into a sentence that names the server and never the password. */
export async function reach<T>(contact: () => Promise<T>, url: string): Promise<T> {
  try {
    return await contact();
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    const reason = message === '' ? (code ?? 'no reason given') : message;
    throw new StartupError(`PostgreSQL at ${serverOf(url)} cannot be reached: ${reason}.`);
  }
}

function newPool(config: pg.PoolConfig): pg.Pool {
  // pg takes any text for an address, and would look for a server of that name.
  if (
    !/^postgres(ql)?:\/\//.test(config.connectionString ?? '') ||
    !URL.canParse(config.connectionString ?? '')
  ) {
    throw new StartupError(
      'DATABASE_URL must be an address such as postgresql://user:password@host/database.',
    );
  }
  return new pg.Pool({ ...config, keepAlive: true, application_name: 'latchkey' });
}

/**
 * A connection whose ROLLBACK went unanswered still has its transaction open: whoever got it next would
 * write into that, and lose it.
 */
function discardMidTransaction(_error: Error | undefined, client: pg.PoolClient): void {
  const ending = client as unknown as pg.Client;
  if (ending.getTransactionStatus() !== 'I') void ending.end();
}

function runOn(pool: pg.Pool): RunSql {
  return async (text) => (await pool.query<Record<string, unknown>>(text)).rows;
}

function serverOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
