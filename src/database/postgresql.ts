import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { Duration } from '../core/duration.js';
import { StartupError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { RepeatedFailures } from '../core/repeated-failures.js';
import { AbandonedBackends } from './abandoned-backends.js';
import { BoundedPool } from './bounded-pool.js';
import { applyMigrations, forgetFailedMigration, pendingMigrations, type RunSql } from './migrate.js';
import { postgresqlAdapter } from './postgresql-adapter.js';
import { postgresqlRows, type Rows } from './rows.js';
import { currentSchema, requirePublicSchema } from './schema.js';
import { scriptAdapterFactory } from './script-adapter.js';
import { sessionClass } from './session.js';
import { statementNames } from './statement-names.js';
import { DatabaseReadOnly, requireWrites, WriteCheck } from './write-check.js';

const DEFAULT_MAX_CONNECTIONS = 10;
/** One for the checks of readiness, and one for questions about backends that were given up. */
const CONNECTIONS_BESIDE = 2;
/** Bounds the wait for a free connection too: an overloaded or lost database becomes an error. */
const CONNECTION_TIMEOUT = Duration.seconds(4);
const STATEMENT_TIMEOUT = Duration.seconds(5);
/** For a server that does not answer at all, and so cannot keep its own time. */
const ANSWER_TIMEOUT = Duration.seconds(6);
/** Whoever asks whether the service is ready waits no longer, and the next one must not wait behind it. */
const CHECK_ANSWER_TIMEOUT = Duration.seconds(2);
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
  /** @throws when a write would fail, and waits for as long as a commit does */
  requireWrites(): Promise<void>;
  forget(): Promise<void>;
  close(): Promise<void>;
}

export function connectPostgresql(url: string, log: Log, max = DEFAULT_MAX_CONNECTIONS): PostgresqlDatabase {
  const address = connectionTo(url);
  const names = statementNames();
  const abandoned = new AbandonedBackends(address);
  const open = (connections: number, timeouts: pg.PoolConfig) => {
    const backends = abandoned.count(connections);
    return new BoundedPool({
      ...address,
      ...timeouts,
      Client: sessionClass({ onReadOnly: renew, onStaleStatement: () => names.renew() }),
      stream: () => backends.newSocket(),
      max: connections,
      idleTimeoutMillis: IDLE_TIMEOUT.milliseconds,
    });
  };
  const pool = open(Math.max(1, max - CONNECTIONS_BESIDE), {
    connectionTimeoutMillis: CONNECTION_TIMEOUT.milliseconds,
    statement_timeout: STATEMENT_TIMEOUT.milliseconds,
    query_timeout: ANSWER_TIMEOUT.milliseconds,
    idle_in_transaction_session_timeout: LOST_TRANSACTION_TIMEOUT.milliseconds,
  });
  // A service that is busy must be able to tell that it is ready.
  const beside = open(1, {
    connectionTimeoutMillis: CONNECTION_TIMEOUT.milliseconds,
    statement_timeout: STATEMENT_TIMEOUT.milliseconds,
    query_timeout: CHECK_ANSWER_TIMEOUT.milliseconds,
  });
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
    adapter: postgresqlAdapter(pool, { statementNameGenerator: names, onConnectionError: onBroken }),
    rows: postgresqlRows(pool, names),
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
  // One connection that is never given back: the lock belongs to it.
  const pool = new pg.Pool({
    ...connectionTo(url),
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTION_TIMEOUT.milliseconds,
    // The engine reads times as ISO 8601, whatever the operator has set.
    onConnect: (client) => void client.query("SET datestyle = 'ISO'"),
  });
  pool.on('error', () => undefined);
  try {
    await reach(() => pool.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]), url);
    const factory = scriptAdapterFactory(new PrismaPg(pool), (script) => pool.query(script));
    if (retry !== undefined) await forgetFailedMigration(factory, retry);
    const sql = runOn(pool);
    requirePublicSchema(await currentSchema(sql));
    const { pending } = await pendingMigrations(sql, folder);
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

function connectionTo(url: string): pg.ClientConfig {
  // pg takes any text for an address, and would look for a server of that name.
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new StartupError(
      'DATABASE_URL must be an address such as postgresql://user:password@host/database.',
    );
  }
  return { connectionString: url, keepAlive: true, application_name: 'latchkey' };
}

function runOn(pool: pg.Pool): RunSql {
  return async (text) => (await pool.query<Record<string, unknown>>(text)).rows;
}

function serverOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
