import { randomUUID } from 'node:crypto';
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationNames } from '../../../src/platform/database/migration-folder.js';
import { openDatabase, type Storage } from '../../../src/platform/database/open.js';
import { newFolder, STORAGE_KINDS, silentLog } from '../../support/database.js';
import { addMigration, copyOfMigrations, freshStorage, migrate, query } from './migrations.js';

describe.each(STORAGE_KINDS)('a migrated %s database', (kind) => {
  let storage: Storage;
  let folder: string;
  let names: string[];

  beforeAll(async () => {
    storage = await freshStorage(kind);
    folder = await copyOfMigrations();
    names = await migrationNames(folder);
    await migrate(storage, folder);
  });

  const record = (name: string, finishedAt: string) =>
    query(
      storage,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
       VALUES ('${randomUUID()}', 'x', '${name}', ${finishedAt}) RETURNING id`,
    );
  const forget = (name: string) =>
    query(storage, `DELETE FROM _prisma_migrations WHERE migration_name = '${name}' RETURNING id`);

  it('is refused by a version whose script of an applied migration is another', async () => {
    const path = join(folder, names[3] ?? '', 'migration.sql');
    const script = await readFile(path, 'utf8');
    await appendFile(path, '-- changed');
    await expect(migrate(storage, folder)).rejects.toThrow(
      `The script of the migration ${names[3]} has changed since this database was migrated with it.`,
    );
    await writeFile(path, script);
    await migrate(storage, folder);
  });

  it('is accepted by a checkout that converts the ends of lines', async () => {
    const path = join(folder, names[0] ?? '', 'migration.sql');
    const script = await readFile(path, 'utf8');
    await writeFile(path, script.replaceAll('\n', '\r\n'));
    await migrate(storage, folder);
    await writeFile(path, script);
  });

  it('is refused by a version that has later migrations but lacks one of it', async () => {
    await record('20261123000000_of_another_branch', 'now()');
    await expect(migrate(storage, folder)).rejects.toThrow(
      'The database has the migration 20261123000000_of_another_branch, which this version lacks',
    );
    await forget('20261123000000_of_another_branch');
  });

  it.each([
    ['has applied', 'now()'],
    ['is applying', 'NULL'],
  ])('is accepted with a migration that a newer version %s', async (_case, finishedAt) => {
    await record('29990101000000_newer', finishedAt);
    await migrate(storage, folder);
    const database = await openDatabase(storage, silentLog, { migrationsFolder: folder });
    await database.check();
    await database.close();
    await forget('29990101000000_newer');
  });

  it('gets a migration that is older than its newest one', async () => {
    const name = '20261123000000_merged_late';
    await addMigration(folder, name, 'CREATE TABLE merged_late (id integer);');
    await migrate(storage, folder);
    expect(await query(storage, 'SELECT count(*)::int AS n FROM merged_late')).toEqual([{ n: 0 }]);
    await rename(join(folder, name), newFolder());
    await forget(name);
  });
});
