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
  /** How much room the disk of an embedded database has, where it is not the system that is asked. */
  readonly freeBytes?: FreeBytes;
}

/** A database that is reachable and migrated. */
export interface OpenDatabase {
  readonly client: Database;
  /** What is missing of the migrations that this version of the service came with. */
  migrations(): Promise<MigrationState>;
  /** The time by the clock of the database, to the millisecond. */
  now(): Promise<Date>;
  /** Leaves nothing in the files of these tables of what was deleted: on PostgreSQL that is up to its operator. */
  forget(tables: readonly string[]): Promise<void>;
  /** @throws when the database does not answer in time, lacks a migration or takes no writes */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database, migrated. The caller holds the lock of an embedded database's folder.
 * @param log told of connections that broke while nobody was using them
 * @throws StartupError when the database cannot be served from
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
 * @throws where the database cannot be used, what an operator can do about it: its own words for a refused write do not tell
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
  /** @throws when a write would fail */
  requireWrites(): Promise<void>;
  forget(tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

function present(connection: Connection, folder: string, names: readonly string[]): OpenDatabase {
  const { rows, rawTransaction } = connection;
  const client = new PrismaClient({
    adapter: connection.adapter,
    transactionOptions: {
      // Whatever the operator has set: after a lock was waited for, the next statement must see what its holder left.
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

/** As a number: how a time is written depends on the settings of the session. */
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
