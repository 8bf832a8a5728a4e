import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { Duration } from '../../core/duration.js';
import { StartupError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import { RepeatedFailures } from '../../core/repeated-failures.js';
import { AbandonedBackends } from './abandoned-backends.js';
import { BoundedPool } from './bounded-pool.js';
import { applyMigrations } from './migrate.js';
import { migrationNames } from './migration-folder.js';
import { lockedMigrations } from './migration-lock.js';
import { requireOwnDatabase } from './ownership.js';
import { findPooling, type Pooling } from './pooler.js';
import { postgresqlAdapter } from './postgresql-adapter.js';
import { type PostgresqlAddress, readPostgresqlUrl } from './postgresql-url.js';
import { postgresqlTransactions, type RawTransactions } from './raw-transaction.js';
import { postgresqlRows, type Rows } from './rows.js';
import type { RunSql } from './run-sql.js';
import { currentSchema, requirePublicSchema } from './schema.js';
import { sessionClass } from './session.js';
import { statementNames } from './statement-names.js';
import type { PostgresqlStorage } from './storage.js';
import { DatabaseReadOnly, requireWrites, WriteCheck } from './write-check.js';

const DEFAULT_MAX_CONNECTIONS = 10;
/** One for readiness checks, and one for questions about abandoned backends. */
const CONNECTIONS_BESIDE = 2;
/** Also limits the wait for a free connection: an overloaded or lost database becomes an error (DO-6). */
const CONNECTION_TIMEOUT = Duration.seconds(4);
const STATEMENT_TIMEOUT = Duration.seconds(5);
/** For a server that does not answer at all, and so cannot apply its own timeout. */
const ANSWER_TIMEOUT = Duration.seconds(6);
/** How long a transaction may hold its connection (DO-6). */
export const TRANSACTION_TIMEOUT = Duration.seconds(7);
/** The caller of a readiness check waits no longer, and the next check must not wait for this one. */
const CHECK_ANSWER_TIMEOUT = Duration.seconds(2);
/** If a connection is lost in a transaction, its locks stay on the server for this long. */
const LOST_TRANSACTION_TIMEOUT = Duration.seconds(7);
const IDLE_TIMEOUT = Duration.seconds(60);

/** An external PostgreSQL, as the rest of this folder uses it. */
export interface PostgresqlDatabase {
  readonly adapter: SqlDriverAdapterFactory;
  readonly rows: Rows;
  readonly rawTransaction: RawTransactions;
  readonly sql: RunSql;
  /** Takes as long as a commit. @throws if a write would fail */
  requireWrites(): Promise<void>;
  forget(tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Settings of a server connection. A pooler in transaction mode would lose them, because it switches server
 * connections unnoticed.
 */
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
  const address = connectionTo(url);
  const names = hasSessions ? statementNames() : null;
  const abandoned = new AbandonedBackends(address);
  const open = (connections: number, answerTimeout: Duration) => {
    const backends = abandoned.count(connections);
    return new BoundedPool({
      ...address,
      ...(hasSessions && SESSION_SETTINGS),
      Client: sessionClass({ onReadOnly: renew, onStaleStatement: () => names?.renew() }),
      stream: () => backends.newSocket(),
      max: connections,
      connectionTimeoutMillis: CONNECTION_TIMEOUT.milliseconds,
      query_timeout: answerTimeout.milliseconds,
      idleTimeoutMillis: IDLE_TIMEOUT.milliseconds,
    });
  };
  const pool = open(Math.max(1, max - CONNECTIONS_BESIDE), ANSWER_TIMEOUT);
  // Not shared with requests: a busy service must be able to report that it is ready.
  const beside = open(1, CHECK_ANSWER_TIMEOUT);
  // After a failover behind the same address, new connections reach the new primary.
  function renew(): void {
    pool.renew();
    beside.renew();
  }
  // Without a listener, an idle connection that breaks would end the process.
  const broken = new RepeatedFailures(log);
  const onBroken = ({ message }: Error) =>
    broken.tell('warn', { reason: message }, 'database connection lost');
  pool.on('error', onBroken);
  beside.on('error', onBroken);
  const sql = runOn(beside);
  const writes = new WriteCheck(() =>
    requireWrites(sql).catch((error: unknown) => {
      if (error instanceof DatabaseReadOnly) renew();
      throw error;
    }),
  );
  return {
    adapter: postgresqlAdapter(pool, {
      ...(names !== null && { statementNameGenerator: names }),
      onConnectionError: onBroken,
    }),
    rows: postgresqlRows(pool, names),
    rawTransaction: postgresqlTransactions(pool, {
      names,
      onBroken,
      answerTimeout: ANSWER_TIMEOUT,
      timeout: TRANSACTION_TIMEOUT,
    }),
    sql,
    requireWrites: () => writes.require(),
    forget: async () => undefined,
    close: async () => {
      abandoned.stop();
      await Promise.all([pool.end(), beside.end()]);
    },
  };
}

/**
 * Applies pending migrations. Instances that migrate at the same time take turns, and all but the first find
 * nothing left to do.
 * @param retry the name of a failed migration to try again
 * @returns the names of the applied migrations
 */
export async function migratePostgresql(
  url: string,
  folder: string,
  retry?: string,
): Promise<readonly string[]> {
  const pool = new pg.Pool({
    ...connectionTo(url),
    // Neither of the two is exchanged on the way.
    max: 2,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTION_TIMEOUT.milliseconds,
  });
  // A connection that breaks makes its query fail. Without a listener it would end the process as well.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const sql = runOn(pool);
  try {
    const names = await migrationNames(folder);
    requirePublicSchema(await reach(() => currentSchema(sql), url));
    await reach(() => requireOwnDatabase(sql, names), url);
    return await applyMigrations(lockedMigrations(pool), folder, retry === undefined ? [] : [retry]);
  } finally {
    await pool.end();
  }
}

/**
 * Detects a pooler between this process and PostgreSQL. @throws StartupError if PostgreSQL cannot be reached
 */
export function inspectPooling(url: string): Promise<Pooling> {
  const { connectionString } = addressOf(url);
  return reach(() => findPooling(connectionString), url);
}

const REFUSED_SETTINGS =
  'A pooler in front of PostgreSQL, such as PgBouncer, refuses session settings. Set ' +
  'DATABASE_POOLER=transaction, or point DATABASE_URL to PostgreSQL itself.';

/** Turns a connection error into a message that names the server and never the password. */
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

function connectionTo(url: string): pg.ClientConfig {
  const { connectionString } = addressOf(url);
  return { connectionString, keepAlive: true, application_name: 'latchkey' };
}

/** Validates the address, because pg accepts any text and would look for a server of that name. */
function addressOf(url: string): PostgresqlAddress {
  const reading = readPostgresqlUrl(url);
  if ('problem' in reading) throw new StartupError(`DATABASE_URL ${reading.problem}.`);
  return reading.value;
}

function runOn(pool: pg.Pool): RunSql {
  return async (text, values) =>
    (await pool.query<Record<string, unknown>>(text, values && [...values])).rows;
}
