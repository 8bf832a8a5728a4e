import { openDatabase } from '../../../src/platform/database/open.js';
import { STORAGE_KINDS, silentLog } from '../../support/database.js';
import { addMigration, copyOfMigrations, freshStorage, migrate, query } from './migrations.js';

const NAME = '29990101000000_emails';
const SCRIPT = `-- latchkey: without a transaction

-- A failed attempt leaves an invalid index.
DROP INDEX CONCURRENTLY IF EXISTS people_email_key;
CREATE UNIQUE INDEX CONCURRENTLY people_email_key
  ON people (email);
-- The end
`;
const INDEX = `SELECT indisvalid FROM pg_index WHERE indexrelid = 'people_email_key'::regclass`;

describe.each(STORAGE_KINDS)('a migration without a transaction of the %s database', (kind) => {
  async function withPeople(...emails: string[]) {
    const storage = await freshStorage(kind);
    const folder = await copyOfMigrations();
    const rows = emails.map((email) => `INSERT INTO people VALUES ('${email}');`);
    await addMigration(
      folder,
      '29980101000000_people',
      `CREATE TABLE people (email text); ${rows.join('\n')}`,
    );
    await addMigration(folder, NAME, SCRIPT);
    return { storage, folder };
  }

  it('makes an index while others write, and is recorded as any other', async () => {
    const { storage, folder } = await withPeople('ada@example.com');
    await migrate(storage, folder);
    expect(await query(storage, INDEX)).toEqual([{ indisvalid: true }]);
    const [record] = await query(
      storage,
      `SELECT logs, applied_steps_count, finished_at > started_at AS finished
       FROM _prisma_migrations WHERE migration_name = '${NAME}'`,
    );
    expect(record).toEqual({ logs: null, applied_steps_count: 1, finished: true });
  });

  it('stays failed where it fails, says what to do, and makes good what is left when it is tried again', async () => {
    const { storage, folder } = await withPeople('ada@example.com', 'ada@example.com');
    await expect(migrate(storage, folder)).rejects.toThrow(
      `The migration ${NAME} failed: could not create unique index`,
    );
    if (storage.kind === 'postgresql') {
      const advice = `may have left an invalid index, which its next run drops. Repair the cause, which is in the column logs of _prisma_migrations, then run "npx latchkey migrate --retry ${NAME}"`;
      await expect(migrate(storage, folder)).rejects.toThrow(advice);
      await expect(openDatabase(storage, silentLog, { migrationsFolder: folder })).rejects.toThrow(advice);
    }
    const [left] = await query(
      storage,
      `SELECT logs, finished_at FROM _prisma_migrations WHERE migration_name = '${NAME}'`,
    );
    expect(left).toEqual({
      logs: '23505: could not create unique index "people_email_key"',
      finished_at: null,
    });
    expect(await query(storage, INDEX)).toEqual([{ indisvalid: false }]);
    await query(storage, 'DELETE FROM people RETURNING email');
    await migrate(storage, folder, NAME);
    expect(await query(storage, INDEX)).toEqual([{ indisvalid: true }]);
  });
});
