import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MIGRATIONS_FOLDER, migrationNames } from '../../../src/platform/database/migration-folder.js';
import { writeMigration } from '../../../src/platform/database/new-migration.js';
import { openDatabase, type Storage } from '../../../src/platform/database/open.js';
import { migratePostgresql } from '../../../src/platform/database/postgresql.js';
import {
  createEmptyPostgresql,
  createTestStorage,
  newFolder,
  STORAGE_KINDS,
  silentLog,
} from '../../support/database.js';

const FUNCTION_WITH_A_BODY = `
CREATE FUNCTION twice(number integer) RETURNS integer AS $$
BEGIN
  number := number * 2;
  RETURN number;
END;
$$ LANGUAGE plpgsql;
CREATE TABLE doubled (value integer NOT NULL);
INSERT INTO doubled VALUES (twice(21));
`;

const BROKEN = 'CREATE TABLE half (id integer); CREATE TABLE other (id nonsense);';

describe.each(STORAGE_KINDS)('migrations of the %s database', (kind) => {
  it('are recorded as the Prisma CLI does', async () => {
    const storage = await freshStorage(kind);
    await migrate(storage, MIGRATIONS_FOLDER);
    const database = await openDatabase(storage, silentLog);
    const rows = await database.client.$queryRaw<Record<string, unknown>[]>`
      SELECT id, checksum, migration_name, logs, applied_steps_count, rolled_back_at,
        finished_at >= started_at AS finished
      FROM _prisma_migrations ORDER BY started_at`;
    await database.close();
    expect(rows).toEqual(
      await Promise.all(
        (await migrationNames(MIGRATIONS_FOLDER)).map(async (migration_name) => ({
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          checksum: await checksumOf(migration_name),
          migration_name,
          logs: null,
          applied_steps_count: 1,
          rolled_back_at: null,
          finished: true,
        })),
      ),
    );
  });

  it('run a function body whole, and apply only what is new', async () => {
    const storage = await freshStorage(kind);
    const folder = await copyOfMigrations();
    await migrate(storage, folder);
    await addMigration(folder, '29990101000000_twice', FUNCTION_WITH_A_BODY);
    await migrate(storage, folder);
    const database = await openDatabase(storage, silentLog, { migrationsFolder: folder });
    const rows = await database.client.$queryRaw`SELECT value FROM doubled`;
    await database.close();
    expect(rows).toEqual([{ value: 42 }]);
  });

  it('that fail leave nothing behind, and can be tried again', async () => {
    const storage = await freshStorage(kind);
    const folder = await copyOfMigrations();
    await addMigration(folder, '29990101000000_broken', BROKEN);
    await expect(migrate(storage, folder)).rejects.toThrow('type "nonsense" does not exist');
    if (storage.kind === 'postgresql') {
      await expect(openDatabase(storage, silentLog, { migrationsFolder: folder })).rejects.toThrow(
        'npx latchkey migrate --retry 29990101000000_broken',
      );
    }
    await addMigration(folder, '29990101000000_broken', BROKEN.replace('nonsense', 'integer'));
    await migrate(storage, folder, '29990101000000_broken');
    const database = await openDatabase(storage, silentLog, { migrationsFolder: folder });
    await database.check();
    await database.close();
  });
});

if (STORAGE_KINDS.includes('postgresql')) {
  describe('instances that migrate at the same time', () => {
    it('all succeed, and apply each migration once', async () => {
      const url = await createEmptyPostgresql();
      const folder = await copyOfMigrations();
      await addMigration(folder, '29990101000000_slow', 'SELECT pg_sleep(1);');
      const applied = await Promise.all([1, 2, 3, 4].map(() => migratePostgresql(url, folder)));
      expect(applied.flat().sort()).toEqual(await migrationNames(folder));
      const database = await openDatabase({ kind: 'postgresql', url }, silentLog, {
        migrationsFolder: folder,
      });
      const [{ count } = { count: 0 }] = await database.client.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int FROM _prisma_migrations`;
      await database.close();
      expect(count).toBe((await migrationNames(folder)).length);
    });
  });
}

describe('a new migration', () => {
  const at = new Date('2999-01-02T03:04:05Z');

  it('leads from the migrations there are to the schema', async () => {
    const folder = await copyOfMigrations();
    const schema = await changedSchema();
    const path = await writeMigration('add_nickname', schema, folder, at);
    expect(path).toBe(join(folder, '29990102030405_add_nickname'));
    expect(await readFile(join(path, 'migration.sql'), 'utf8')).toContain(
      'ALTER TABLE "users" ADD COLUMN     "nickname" TEXT;',
    );
  });

  it('is not written when nothing changed: the migrations make what the schema says', async () => {
    const folder = await copyOfMigrations();
    const before = await readdir(folder);
    const writing = writeMigration('nothing', 'prisma/schema.prisma', folder, at);
    await expect(writing).rejects.toThrow('The schema has not changed');
    expect(await readdir(folder)).toEqual(before);
  });

  it('begins a folder with the file that Prisma keeps in it', async () => {
    const folder = newFolder();
    await writeMigration('foundation', 'prisma/schema.prisma', folder, at);
    expect(await readFile(join(folder, 'migration_lock.toml'), 'utf8')).toContain('provider = "postgresql"');
  });

  it.each(['', 'Add', '../add', 'add devices'])('is not called %j', async (name) => {
    const writing = writeMigration(name, 'prisma/schema.prisma', MIGRATIONS_FOLDER, at);
    await expect(writing).rejects.toThrow('A migration needs a name');
  });
});

/** On PostgreSQL an empty database; a first start of the embedded one takes long, and is tested beside it. */
async function freshStorage(kind: Storage['kind']): Promise<Storage> {
  if (kind === 'postgresql') return { kind, url: await createEmptyPostgresql() };
  return (await createTestStorage(kind)).storage;
}

/** PostgreSQL is migrated by a command, the embedded database by its start. */
async function migrate(storage: Storage, folder: string, retry?: string): Promise<void> {
  if (storage.kind === 'postgresql') {
    await migratePostgresql(storage.url, folder, retry);
  } else {
    const database = await openDatabase(storage, silentLog, { migrationsFolder: folder });
    await database.close();
  }
}

async function copyOfMigrations(): Promise<string> {
  const folder = newFolder();
  await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  return folder;
}

async function addMigration(folder: string, name: string, script: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), script);
}

async function checksumOf(name: string): Promise<string> {
  const script = await readFile(join(MIGRATIONS_FOLDER, name, 'migration.sql'));
  return createHash('sha256').update(script).digest('hex');
}

async function changedSchema(): Promise<string> {
  const path = `${newFolder()}.prisma`;
  const schema = await readFile('prisma/schema.prisma', 'utf8');
  await writeFile(path, schema.replace('model User {', 'model User {\n  nickname String?'));
  return path;
}
