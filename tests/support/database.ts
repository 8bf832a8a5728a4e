import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitForLock } from 'fs-native-extensions';
import pg from 'pg';
import { silentLog } from '../../src/core/log.js';
import { MIGRATIONS_FOLDER } from '../../src/platform/database/migration-folder.js';
import { openDatabase, type Storage } from '../../src/platform/database/open.js';
import { migratePostgresql } from '../../src/platform/database/postgresql.js';

export type StorageKind = Storage['kind'];

export interface TestStorage {
  readonly storage: Storage;
  /** A folder of its own, for everything else that the service writes. */
  readonly dataDir: string;
  /** To be called when nothing has the database open any more. */
  cleanup(): Promise<void>;
}

const RUN = setting('LATCHKEY_TEST_RUN');
const FOLDER = setting('LATCHKEY_TEST_FOLDER');
const ADMIN_URL = process.env['TEST_DATABASE_URL'] ?? '';

/** The kinds of database that can be tested here: PostgreSQL only where there is one. */
export const STORAGE_KINDS: readonly StorageKind[] =
  ADMIN_URL === '' ? ['embedded'] : ['embedded', 'postgresql'];

export { silentLog };

/** A migrated, empty database that nobody else has: PostgreSQL when TEST_DATABASE_URL names one. */
export async function createTestStorage(
  kind: StorageKind = ADMIN_URL === '' ? 'embedded' : 'postgresql',
): Promise<TestStorage> {
  return kind === 'embedded' ? copyOfEmbedded() : copyOfPostgresql();
}

/** A folder that does not exist yet, removed with everything else after the run. */
export function newFolder(): string {
  return join(FOLDER, randomBytes(6).toString('hex'));
}

/** A PostgreSQL database without tables, dropped after the run. */
export async function createEmptyPostgresql(): Promise<string> {
  const name = newDatabaseName();
  await administer(`CREATE DATABASE ${name}`);
  return urlOf(name);
}

/** Runs one statement as an administrator, outside any database under test unless its URL is given. */
export async function administer(
  sql: string,
  values: readonly unknown[] = [],
  url: string = ADMIN_URL,
): Promise<unknown[]> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return (await admin.query(sql, [...values])).rows;
  } finally {
    await admin.end();
  }
}

/** Ends every connection to a database, as a restart of the server would. */
export async function terminateConnections(url: string): Promise<void> {
  await administer('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
    databaseOf(url),
  ]);
}

export function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function copyOfEmbedded(): Promise<TestStorage> {
  const template = join(FOLDER, 'template');
  await once(template, async () => {
    const unfinished = `${template}.new`;
    await mkdir(unfinished);
    const database = await openDatabase({ kind: 'embedded', dataDir: unfinished }, silentLog);
    await database.close();
    await rename(unfinished, template);
  });
  const dataDir = newFolder();
  // A thousand small files: Node's own copy takes half a second of a processor for them.
  await promisify(execFile)('cp', ['-a', template, dataDir]);
  return { storage: { kind: 'embedded', dataDir }, dataDir, cleanup: () => remove(dataDir) };
}

async function copyOfPostgresql(): Promise<TestStorage> {
  const template = `latchkey_template_${RUN}`;
  await once(join(FOLDER, template), async () => {
    await administer(`CREATE DATABASE ${template}`);
    await migratePostgresql(urlOf(template), MIGRATIONS_FOLDER);
    await mkdir(join(FOLDER, template));
  });
  const name = newDatabaseName();
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const dataDir = newFolder();
  await mkdir(dataDir, { mode: 0o700 });
  const cleanup = async () => {
    await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await remove(dataDir);
  };
  return { storage: { kind: 'postgresql', url: urlOf(name) }, dataDir, cleanup };
}

/** Makes what does not exist yet, in one of the processes that the tests run in; the others wait for it. */
async function once(path: string, make: () => Promise<void>): Promise<void> {
  if (await exists(path)) return;
  const lock = await open(join(FOLDER, 'lock'), 'a+');
  try {
    await waitForLock(lock.fd);
    if (!(await exists(path))) await make();
  } finally {
    await lock.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

function newDatabaseName(): string {
  return `latchkey_test_${RUN}_${randomBytes(6).toString('hex')}`;
}

function urlOf(database: string): string {
  const url = new URL(ADMIN_URL);
  url.pathname = database;
  return url.href;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is set by tests/support/global-setup.mjs`);
  return value;
}
