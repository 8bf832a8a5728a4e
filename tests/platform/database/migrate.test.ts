import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MIGRATIONS_FOLDER, migrationNames } from '../../../src/platform/database/migration-folder.js';
import { writeMigration } from '../../../src/platform/database/new-migration.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { newFolder, STORAGE_KINDS, silentLog } from '../../support/database.js';
import { addMigration, copyOfMigrations, freshStorage, migrate, query } from './migrations.js';

/** What the Prisma CLI creates. */
const RECORDS = [
  ['id', 'character varying', 36, 'NO', null],
  ['checksum', 'character varying', 64, 'NO', null],
  ['finished_at', 'timestamp with time zone', null, 'YES', null],
  ['migration_name', 'character varying', 255, 'NO', null],
  ['logs', 'text', null, 'YES', null],
  ['rolled_back_at', 'timestamp with time zone', null, 'YES', null],
  ['started_at', 'timestamp with time zone', null, 'NO', 'now()'],
  ['applied_steps_count', 'integer', null, 'NO', '0'],
];
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

  it('are recorded in the table that the Prisma CLI would create', async () => {
    const storage = await freshStorage(kind);
    await migrate(storage, MIGRATIONS_FOLDER);
    const columns = await query(
      storage,
      `SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
       FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
    );
    expect(columns.map((column) => Object.values(column))).toEqual(RECORDS);
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
    await expect(migrate(storage, folder)).rejects.toThrow(
      'The migration 29990101000000_broken failed: type "nonsense" does not exist.',
    );
    if (storage.kind === 'postgresql') {
      await expect(openDatabase(storage, silentLog, { migrationsFolder: folder })).rejects.toThrow(
        'npx latchkey migrate --retry 29990101000000_broken',
      );
    }
    await addMigration(folder, '29990101000000_broken', BROKEN.replace('nonsense', 'integer'));
    await migrate(storage, folder, '29990101000000_broken');
    const attempts = await query(
      storage,
      `SELECT logs, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS rolled_back, applied_steps_count AS steps
       FROM _prisma_migrations WHERE migration_name LIKE '2999%' ORDER BY started_at`,
    );
    expect(attempts).toEqual([
      { logs: '42704: type "nonsense" does not exist', finished: false, rolled_back: true, steps: 0 },
      { logs: null, finished: true, rolled_back: false, steps: 1 },
    ]);
  });

  it('refuses a script that ends its transaction, which would keep a part of it without a record', async () => {
    const storage = await freshStorage(kind);
    const folder = await copyOfMigrations();
    await addMigration(folder, '29990101000000_ended', 'CREATE TABLE half (id integer);\nCOMMIT;');
    await expect(migrate(storage, folder)).rejects.toThrow(
      'The migration 29990101000000_ended failed: the script controls the transaction',
    );
    expect(await query(storage, "SELECT to_regclass('half') IS NULL AS absent")).toEqual([{ absent: true }]);
  });
});

describe('a new migration', () => {
  const at = new Date('2999-01-02T03:04:05Z');

  it('leads from the migrations there are to the schema', async () => {
    const folder = await copyOfMigrations();
    const schema = await changedSchema();
    const path = await writeMigration('add_motto', schema, folder, at);
    expect(path).toBe(join(folder, '29990102030405_add_motto'));
    expect(await readFile(join(path, 'migration.sql'), 'utf8')).toContain(
      'ALTER TABLE "users" ADD COLUMN     "motto" TEXT;',
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

async function checksumOf(name: string): Promise<string> {
  const script = await readFile(join(MIGRATIONS_FOLDER, name, 'migration.sql'));
  return createHash('sha256').update(script).digest('hex');
}

async function changedSchema(): Promise<string> {
  const path = `${newFolder()}.prisma`;
  const schema = await readFile('prisma/schema.prisma', 'utf8');
  await writeFile(path, schema.replace('model User {', 'model User {\n  motto String?'));
  return path;
}
