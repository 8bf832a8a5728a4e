import { join } from 'node:path';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { Duration } from '../../core/duration.js';
import { StartupError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import { withTimeout } from '../../core/timeout.js';
import { PrismaClient } from '../../generated/prisma/client.js';
import type { Database } from './client.js';
import { isUnavailable } from './constraint.js';
import { DiskRoom, type FreeBytes } from './disk-room.js';
import { openEmbedded } from './embedded.js';
import { MIGRATIONS_FOLDER, migrationNames, readMigration } from './migration-folder.js';
import { describeFailure, type MigrationState, migrationState, retryAdvice } from './migration-state.js';
import { requireOwnDatabase } from './ownership.js';
import { requireFittingPooler } from './pooler.js';
import { connectPostgresql, inspectPooling, reach, TRANSACTION_TIMEOUT } from './postgresql.js';
import type { RawTransactions } from './raw-transaction.js';
import type { Rows } from './rows.js';
import type { RunSql } from './run-sql.js';
import type { Storage } from './storage.js';

export type { PostgresqlStorage, Storage } from './storage.js';

import { currentSchema, requirePublicSchema } from './schema.js';

/** How long a transaction waits for its connection (DO-6). */
const TRANSACTION_WAIT = Duration.seconds(5);
const CHECK_TIMEOUT = Duration.seconds(2);

export interface OpenOptions {
  readonly migrationsFolder?: string;
  /** How many connections to PostgreSQL this instance may hold. */
  readonly maxConnections?: number;
  /** The free room for an embedded database. By default the operating system is asked. */
  readonly freeBytes?: FreeBytes;
}

/** A database that is reachable and migrated. */
export interface OpenDatabase {
  readonly client: Database;
  /** The migrations of this version that the database lacks. */
  migrations(): Promise<MigrationState>;
  /** The time by the clock of the database, to the millisecond. */
  now(): Promise<Date>;
  /** Removes deleted data from the files of these tables. On PostgreSQL, its operator does this. */
  forget(tables: readonly string[]): Promise<void>;
  /** @throws if the database does not answer in time, lacks a migration or refuses writes */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database, migrated. The caller holds the lock of an embedded database's folder.
 * @param log receives the errors of idle connections
 * @throws StartupError if the database cannot be used
 */
export async function openDatabase(
  storage: Storage,
  log: Log,
  { migrationsFolder = MIGRATIONS_FOLDER, maxConnections, freeBytes }: OpenOptions = {},
): Promise<OpenDatabase> {
  const names = await migrationNames(migrationsFolder);
  if (storage.kind === 'embedded') {
    const room = await DiskRoom.open(storage.dataDir, log, freeBytes);
    return present(
      await openEmbedded(join(storage.dataDir, 'database'), migrationsFolder, room),
      migrationsFolder,
      names,
    );
  }
  const { url, pooler = 'none' } = storage;
  if (pooler === 'none') requireFittingPooler(await inspectPooling(url), pooler);
  const connection = connectPostgresql(storage, log, maxConnections);
  try {
    requirePublicSchema(await reach(() => currentSchema(connection.sql), url));
    await reach(() => requireOwnDatabase(connection.sql, names), url);
    await requireMigrated(await reach(() => migrationState(connection.sql, names), url), migrationsFolder);
    return present(connection, migrationsFolder, names);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/**
 * Does the work of a command.
 * @throws an error that tells the operator what to do if the database cannot be used
 */
export async function withReason<T>(
  database: Pick<OpenDatabase, 'check'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isUnavailable(error)) await database.check();
    throw error;
  }
}

interface Connection {
  readonly adapter: SqlDriverAdapterFactory;
  readonly rows: Rows;
  readonly rawTransaction: RawTransactions;
  readonly sql: RunSql;
  /** @throws if a write would fail */
  requireWrites(): Promise<void>;
  forget(tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

function present(connection: Connection, folder: string, names: readonly string[]): OpenDatabase {
  const { rows, rawTransaction } = connection;
  const client = new PrismaClient({
    adapter: connection.adapter,
    transactionOptions: {
      // Overrides the operator's default: after a wait for a lock, the next statement must see the holder's changes.
      isolationLevel: 'ReadCommitted',
      maxWait: TRANSACTION_WAIT.milliseconds,
      timeout: TRANSACTION_TIMEOUT.milliseconds,
    },
  });
  const migrations = () => migrationState(connection.sql, names);
  return {
    client: Object.assign(client, { rows, rawTransaction }),
    migrations,
    now: () => databaseTime(connection.sql),
    forget: (tables) => connection.forget(tables),
    check: () =>
      withTimeout(
        migrations()
          .then((state) => requireMigrated(state, folder))
          .then(() => connection.requireWrites()),
        CHECK_TIMEOUT,
        () => {
          throw new Error('The database did not answer in time');
        },
      ),
    close: async () => {
      await client.$disconnect();
      await connection.close();
    },
  };
}

/** Reads the time as a number, because the format of a timestamp depends on the settings of the session. */
async function databaseTime(sql: RunSql): Promise<Date> {
  const [row] = await sql('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now');
  return new Date(Number(row?.['now']));
}

async function requireMigrated({ pending, failed }: MigrationState, folder: string): Promise<void> {
  const [broken] = failed;
  if (broken !== undefined) {
    const failure = describeFailure(await readMigration(folder, broken));
    throw new StartupError(`${failure} ${retryAdvice(broken)}`);
  }
  if (pending.length > 0) {
    throw new StartupError(
      `The database lacks ${pending.length} migration(s), from ${pending[0]} on; run "npx latchkey migrate".`,
    );
  }
}
