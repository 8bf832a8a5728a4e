import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { Duration } from '../core/duration.js';
import { StartupError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { applyMigrations, forgetFailedMigration, pendingMigrations, type RunSql } from './migrate.js';
import { migrationNames } from './migration-folder.js';
import { withMigrationLock } from './migration-lock.js';
import { requireOwnDatabase } from './ownership.js';
import { findPooling, type Pooling } from './pooler.js';
import { type PostgresqlAddress, readPostgresqlUrl } from './postgresql-url.js';
import { postgresqlRows, type Rows } from './rows.js';
import { scriptAdapterFactory } from './script-adapter.js';
import { statementNames } from './statement-names.js';
import type { PostgresqlStorage } from './storage.js';

const DEFAULT_MAX_CONNECTIONS = 10;
/** Bounds the wait for a free connection too: an overloaded or lost database becomes an error. */
const CONNECTION_TIMEOUT = Duration.seconds(4);
const STATEMENT_TIMEOUT = Duration.seconds(5);
/** For a server that does not answer at all, and so cannot keep its own time. */
const ANSWER_TIMEOUT = Duration.seconds(6);
/** A connection that dies in a transaction leaves its locks on the server, until this is over. */
const LOST_TRANSACTION_TIMEOUT = Duration.seconds(7);
const IDLE_TIMEOUT = Duration.seconds(60);

/** A PostgreSQL elsewhere, with what the rest of this folder needs of it. */
export interface PostgresqlDatabase {
  readonly adapter: SqlDriverAdapterFactory;
  readonly rows: Rows;
  readonly sql: RunSql;
  forget(): Promise<void>;
  check(): Promise<void>;
  close(): Promise<void>;
}

/** What belongs to one connection of the server, which a pooler in transaction mode exchanges behind our back. */
const SESSION_SETTINGS = {
  statement_timeout: STATEMENT_TIMEOUT.milliseconds,
  idle_in_transaction_session_timeout: LOST_TRANSACTION_TIMEOUT.milliseconds,
};

export function connectPostgresql(
  { url, pooler = 'none' }: PostgresqlStorage,
  log: Log,
  max = DEFAULT_MAX_CONNECTIONS,
): PostgresqlDatabase {
  const hasSessions = pooler === 'none';
  const pool = newPool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECTION_TIMEOUT.milliseconds,
    query_timeout: ANSWER_TIMEOUT.milliseconds,
    idleTimeoutMillis: IDLE_TIMEOUT.milliseconds,
    ...(hasSessions && SESSION_SETTINGS),
  });
  // Without a listener a connection that dies while idle would end the process.
  const onBroken = ({ message }: Error) => log.warn({ reason: message }, 'A database connection broke');
  pool.on('error', onBroken);
  pool.on('release', discardMidTransaction);
  const adapter = new PrismaPg(pool, {
    ...(hasSessions && { statementNameGenerator: statementNames() }),
    onConnectionError: onBroken,
  });
  return {
    adapter,
    rows: postgresqlRows(pool, hasSessions ? statementNames() : null),
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
  // One connection works and the other one holds the lock. Neither is exchanged on the way.
  const pool = newPool({
    connectionString: url,
    max: 2,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTION_TIMEOUT.milliseconds,
  });
  pool.on('error', () => undefined);
  const sql = runOn(pool);
  try {
    const names = await migrationNames(folder);
    await reach(() => requireOwnDatabase(sql, names), url);
    return await withMigrationLock(pool, async () => {
      // Another migration may have been quicker.
      await requireOwnDatabase(sql, names);
      const factory = scriptAdapterFactory(new PrismaPg(pool), (script) => runScript(pool, script));
      if (retry !== undefined) await forgetFailedMigration(factory, retry);
      const { pending } = await pendingMigrations(sql, folder);
      return pending.length === 0 ? [] : await applyMigrations(factory, folder);
    });
  } finally {
    await pool.end();
  }
}

/** No time limit of the role holds for a script: it takes as long as the data needs. CONCURRENTLY runs in no transaction. */
async function runScript(pool: pg.Pool, script: string): Promise<void> {
  const isTransaction = !/\bCONCURRENTLY\b/i.test(script);
  await pool.query(isTransaction ? `SET LOCAL statement_timeout = 0;\n${script}` : script);
}

/** Finds out what is between this process and PostgreSQL. @throws StartupError when it cannot be reached */
export function inspectPooling(url: string): Promise<Pooling> {
  const { connectionString } = addressOf(url);
  return reach(() => findPooling(connectionString), url);
}

const REFUSED_SETTINGS =
  'Between Latchkey and PostgreSQL is a pooler, such as PgBouncer, that refuses the settings of a session. Set ' +
  'DATABASE_POOLER=transaction, or let DATABASE_URL lead to PostgreSQL itself.';

/** Turns the failure of a first contact into a sentence that names the server and never the password. */
export async function reach<T>(contact: () => Promise<T>, url: string): Promise<T> {
  try {
    return await contact();
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const { message, code } = error as { message: string; code?: string };
    if (/^unsupported startup parameter/.test(message)) throw new StartupError(REFUSED_SETTINGS);
    const reason = message === '' ? (code ?? 'no reason given') : message;
    throw new StartupError(`PostgreSQL at ${addressOf(url).server} cannot be reached: ${reason}.`);
  }
}

function newPool(config: pg.PoolConfig): pg.Pool {
  const { connectionString } = addressOf(config.connectionString ?? '');
  return new pg.Pool({ ...config, connectionString, keepAlive: true, application_name: 'latchkey' });
}

/** pg takes any text for an address, and would look for a server of that name. */
function addressOf(url: string): PostgresqlAddress {
  const reading = readPostgresqlUrl(url);
  if ('problem' in reading) throw new StartupError(`DATABASE_URL ${reading.problem}.`);
  return reading.value;
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
