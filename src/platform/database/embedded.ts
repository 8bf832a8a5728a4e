import { access, mkdir, rename, rm } from 'node:fs/promises';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { MIB } from './disk-reserve.js';
import type { DiskRoom } from './disk-room.js';
import { embeddedAdapter } from './embedded-adapter.js';
import { EmbeddedFiles } from './embedded-files.js';
import { embeddedRows, embeddedTransactions } from './embedded-rows.js';
import { embeddedStatements } from './embedded-statements.js';
import { forgetDeleted, removeOldSegments } from './forget.js';
import { applyMigrations, type MigrationConnection } from './migrate.js';
import { pendingMigrations } from './migration-state.js';
import type { RawTransactions } from './raw-transaction.js';
import type { Rows } from './rows.js';
import type { RunSql } from './run-sql.js';

/**
 * By default PGlite takes 128 MiB for its buffers and fills them with zeros at each start: more memory than the rest
 * of this process, and half the time of opening. The operating system caches the files that do not fit.
 */
const OPTIONS: PGliteOptions = { startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'] };

/** The size of an empty database, with the log of its first migrations. */
const NEW_DATABASE = 64 * MIB;

/** The migrated embedded database, with the parts that the rest of this folder uses. */
export interface EmbeddedDatabase {
  readonly adapter: SqlDriverAdapterFactory;
  readonly rows: Rows;
  readonly rawTransaction: RawTransactions;
  readonly sql: RunSql;
  /** @throws DiskFull while writes are refused */
  requireWrites(): Promise<void>;
  forget(tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the PostgreSQL inside this process. The caller holds the lock of the folder.
 * @throws DiskFull if the disk has too little room
 */
export async function openEmbedded(
  path: string,
  migrations: string,
  room: DiskRoom,
): Promise<EmbeddedDatabase> {
  const pglite = await startEmbedded(path, migrations, room).catch((error: unknown) => {
    room.check();
    throw error;
  });
  const sql = runOn(pglite);
  const statements = embeddedStatements(pglite, room);
  room.watch(() => sql('CHECKPOINT'));
  return {
    adapter: embeddedAdapter(pglite, statements),
    rows: embeddedRows(pglite, statements),
    rawTransaction: embeddedTransactions(pglite, statements),
    sql,
    requireWrites: async () => room.check(),
    forget: (tables) => forgetDeleted(sql, room, tables),
    close: async () => {
      await room.close();
      await pglite.close();
    },
  };
}

async function startEmbedded(path: string, migrations: string, room: DiskRoom): Promise<PGlite> {
  if (!(await exists(path))) await createEmbedded(path, migrations, room);
  const pglite = await createPglite(path, room);
  try {
    await migrateEmbedded(pglite, migrations);
    await removeOldSegments(runOn(pglite));
    return pglite;
  } catch (error) {
    await pglite.close();
    throw error;
  }
}

function createPglite(path: string, room: DiskRoom): Promise<PGlite> {
  return PGlite.create({ ...OPTIONS, fs: new EmbeddedFiles(path, room) });
}

/** A migrated database in memory. */
export async function openInMemory(migrations: string): Promise<PGlite> {
  const pglite = await PGlite.create(OPTIONS);
  await migrateEmbedded(pglite, migrations);
  return pglite;
}

/** Renames the folder only when it is complete, so an interrupted first start begins again. */
async function createEmbedded(path: string, migrations: string, room: DiskRoom): Promise<void> {
  await room.require(NEW_DATABASE);
  const unfinished = `${path}.new`;
  await rm(unfinished, { recursive: true, force: true });
  // PGlite creates the folder with the permissions of the umask, which may let other users read it.
  await mkdir(unfinished, { mode: 0o700 });
  const pglite = await createPglite(unfinished, room);
  try {
    await migrateEmbedded(pglite, migrations);
  } finally {
    await pglite.close();
  }
  await rename(unfinished, path);
}

/** No other process has the folder open, so a lock is not needed. A failed migration is tried again. */
async function migrateEmbedded(pglite: PGlite, migrations: string): Promise<void> {
  const { failed } = await pendingMigrations(runOn(pglite), migrations);
  await applyMigrations(
    {
      transaction: (work) => pglite.transaction((tx) => work(connectionOf(tx))),
      outside: (work) => work(connectionOf(pglite)),
    },
    migrations,
    failed,
  );
}

function connectionOf(pglite: Pick<PGlite, 'query' | 'exec'>): MigrationConnection {
  return { sql: runOn(pglite), script: (text) => pglite.exec(text) };
}

function runOn(pglite: Pick<PGlite, 'query'>): RunSql {
  return async (text, values = []) => (await pglite.query<Record<string, unknown>>(text, [...values])).rows;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
