import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { Duration } from '../../core/duration.js';
import { StartupError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import { RepeatedFailures } from '../../core/repeated-failures.js';
import { AbandonedBackends } from './abandoned-backends.js';
import { BoundedPool } from './bounded-pool.js';
import { applyMigrations, forgetFailedMigration, pendingMigrations, type RunSql } from './migrate.js';
import { migrationNames } from './migration-folder.js';
import { withMigrationLock } from './migration-lock.js';
import { requireOwnDatabase } from './ownership.js';
import { findPooling, type Pooling } from './pooler.js';
import { postgresqlAdapter } from './postgresql-adapter.js';
import { type PostgresqlAddress, readPostgresqlUrl } from './postgresql-url.js';
import { postgresqlTransactions, type RawTransactions } from './raw-transaction.js';
import { postgresqlRows, type Rows } from './rows.js';
import { currentSchema, requirePublicSchema } from './schema.js';
import { scriptAdapterFactory } from './script-adapter.js';
import { sessionClass } from './session.js';
import { statementNames } from './statement-names.js';
import type { PostgresqlStorage } from './storage.js';
import { DatabaseReadOnly, requireWrites, WriteCheck } from './write-check.js';

const DEFAULT_MAX_CONNECTIONS = 10;
/** One for the checks of readiness, and one for questions about backends that were given up. */
const CONNECTIONS_BESIDE = 2;
/** Bounds the wait for a free connection too: an overloaded or lost database becomes an error. */
const CONNECTION_TIMEOUT = Duration.seconds(4);
const STATEMENT_TIMEOUT = Duration.seconds(5);
/** For a server that does not answer at all, and so cannot keep its own time. */
const ANSWER_TIMEOUT = Duration.seconds(6);
/** How long a transaction may hold its connection (DO-6). */
export const TRANSACTION_TIMEOUT = Duration.seconds(7);
/** Whoever asks whether the service is ready waits no longer, and the next one must not wait behind it. */
const CHECK_ANSWER_TIMEOUT = Duration.seconds(2);
/** A connection that dies in a transaction leaves its locks on the server, until this is over. */
const LOST_TRANSACTION_TIMEOUT = Duration.seconds(7);
const IDLE_TIMEOUT = Duration.seconds(60);

/** A PostgreSQL elsewhere, with what the rest of this folder needs of it. */
export interface PostgresqlDatabase {
  readonly adapter: SqlDriverAdapterFactory;
  readonly rows: Rows;
  readonly rawTransaction: RawTransactions;
  readonly sql: RunSql;
  /** @throws when a write would fail, and waits for as long as a commit does */
  requireWrites(): Promise<void>;
  forget(tables: readonly string[]): Promise<void>;
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
  // A service that is busy must be able to tell that it is ready.
  const beside = open(1, CHECK_ANSWER_TIMEOUT);
  // A pool behind an address that moves finds the new primary by opening its connections anew.
  function renew(): void {
    pool.renew();
    beside.renew();
  }
  // Without a listener a connection that dies while idle would end the process.
  const broken = new RepeatedFailures(log);
  const onBroken = ({ message }: Error) =>
    broken.tell('warn', { reason: message }, 'A database connection broke');
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
  const pool = new pg.Pool({
    ...connectionTo(url),
    // The engine reads times as ISO 8601, whatever the operator has set.
    Client: sessionClass({ onReadOnly: () => undefined, onStaleStatement: () => undefined }),
    max: 2,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTION_TIMEOUT.milliseconds,
  });
  pool.on('error', () => undefined);
  const sql = runOn(pool);
  try {
    const names = await migrationNames(folder);
    requirePublicSchema(await reach(() => currentSchema(sql), url));
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

function connectionTo(url: string): pg.ClientConfig {
  const { connectionString } = addressOf(url);
  return { connectionString, keepAlive: true, application_name: 'latchkey' };
}

/** pg takes any text for an address, and would look for a server of that name. */
function addressOf(url: string): PostgresqlAddress {
  const reading = readPostgresqlUrl(url);
  if ('problem' in reading) throw new StartupError(`DATABASE_URL ${reading.problem}.`);
  return reading.value;
}

function runOn(pool: pg.Pool): RunSql {
  return async (text) => (await pool.query<Record<string, unknown>>(text)).rows;
}
