import { randomUUID } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';

import { join } from 'node:path';
import { isUnavailable } from '../../../src/platform/database/constraint.js';
import { type OpenDatabase, openDatabase } from '../../../src/platform/database/open.js';
import {
  administer,
  createTestStorage,
  databaseOf,
  newFolder,
  STORAGE_KINDS,
  silentLog,
} from '../../support/database.js';
import { newSigningKey, newUser } from './rows.js';

/** Seconds when the machine is idle. */
const FIRST_START = 60_000;

describe.each(STORAGE_KINDS)('the %s database', (kind) => {
  let database: OpenDatabase;
  let cleanup: () => Promise<void>;

  beforeAll(async () => {
    const { storage, cleanup: remove } = await createTestStorage(kind);
    if (storage.kind === 'postgresql') {
      await administer(`ALTER DATABASE ${databaseOf(storage.url)} SET timezone TO 'Asia/Kolkata'`);
    }
    database = await openDatabase(storage, silentLog, { maxConnections: 4 });
    cleanup = remove;
  });

  afterAll(async () => {
    await database.close();
    await cleanup();
  });

  it('is ready', async () => {
    await database.check();
    expect(await database.migrations()).toEqual({ pending: [], failed: [] });
  });

  it('is not ready while it lacks a migration', async () => {
    await database.client.$executeRaw`UPDATE _prisma_migrations SET rolled_back_at = now()`;
    await expect(database.check()).rejects.toThrow('npx latchkey migrate');
    await database.client.$executeRaw`UPDATE _prisma_migrations SET rolled_back_at = NULL`;
    await database.check();
  });

  it('keeps an instant to the millisecond, whatever time zone it believes in', async () => {
    const { client } = database;
    if (kind === 'embedded') await client.$executeRaw`SET timezone TO 'Asia/Kolkata'`;
    const instant = new Date('2026-03-29T00:30:00.123Z');
    const user = newUser({ createdAt: instant });
    await client.user.create({ data: user });
    const found = await client.user.findUniqueOrThrow({ where: { id: user.id } });
    const [raw] = await client.$queryRaw<{ zone: string; created_at: Date }[]>`
      SELECT current_setting('timezone') AS zone, created_at FROM users
      WHERE id = ${user.id}::uuid AND created_at = ${instant}`;
    const [row] = await client.rows<{ created_at: Date }>`
      UPDATE users SET created_at = ${instant} WHERE created_at = ${instant} RETURNING created_at`;
    expect(found.createdAt).toEqual(instant);
    expect(raw).toEqual({ zone: 'Asia/Kolkata', created_at: instant });
    expect(row).toEqual({ created_at: instant });
  });

  it('keeps an instant that was written by SQL of our own', async () => {
    const { client } = database;
    const instant = new Date('1999-12-31T23:59:59.007Z');
    const user = newUser({});
    await client.user.create({ data: user });
    const [raw] = await client.$queryRaw<{ last_login_at: Date }[]>`
      UPDATE users SET last_login_at = ${instant} WHERE id = ${user.id}::uuid RETURNING last_login_at`;
    const earlier = await client.user.count({ where: { id: user.id, lastLoginAt: { lt: instant } } });
    const notLater = await client.user.count({ where: { id: user.id, lastLoginAt: { lte: instant } } });
    expect([raw?.last_login_at, earlier, notLater]).toEqual([instant, 0, 1]);
  });

  it('finishes fifty transactions that come at once', async () => {
    const { client } = database;
    const key = newSigningKey({ algorithm: '0' });
    await client.signingKey.create({ data: key });
    const raise = () =>
      client.$transaction(async (tx) => {
        const [row] = await tx.$queryRaw<{ algorithm: string }[]>`
          SELECT algorithm FROM signing_keys WHERE kid = ${key.kid} FOR UPDATE`;
        const algorithm = String(Number(row?.algorithm) + 1);
        await tx.signingKey.update({ where: { kid: key.kid }, data: { algorithm } });
      });
    await Promise.all(Array.from({ length: 50 }, raise));
    const { algorithm } = await client.signingKey.findUniqueOrThrow({ where: { kid: key.kid } });
    expect(algorithm).toBe('50');
  });

  it('goes on after a transaction that waited for too long to begin', async () => {
    const { client } = database;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holders = Array.from({ length: kind === 'embedded' ? 1 : 4 }, () =>
      client.$transaction(() => held),
    );
    const late = client.$transaction((tx) => tx.user.count(), { maxWait: 200 });
    expect(await unavailable(late)).toBe(true);
    release();
    await Promise.all(holders);
    expect(await client.$transaction((tx) => tx.user.count())).toBeGreaterThan(0);
  });

  it('tells when a transaction could not be committed', async () => {
    const { client } = database;
    await client.$executeRaw`ALTER TABLE sessions ALTER CONSTRAINT sessions_user_id_fkey
      DEFERRABLE INITIALLY DEFERRED`;
    const at = new Date();
    const times = { rotatedAt: at, createdAt: at, lastUsedAt: at, expiresAt: at };
    const orphan = { id: randomUUID(), userId: randomUUID(), ...times };
    await expect(client.$transaction((tx) => tx.session.create({ data: orphan }))).rejects.toThrow();
    expect(await client.session.count({ where: { id: orphan.id } })).toBe(0);
    expect(await client.$transaction((tx) => tx.session.count())).toBe(0);
  });
});

describe('an embedded database', () => {
  it(
    'is made and migrated at its first start, for its owner alone, and kept for the next',
    async () => {
      const dataDir = newFolder();
      await mkdir(dataDir);
      const first = await openDatabase({ kind: 'embedded', dataDir }, silentLog);
      const user = newUser({});
      await first.client.user.create({ data: user });
      await first.close();
      expect((await stat(join(dataDir, 'database'))).mode & 0o777).toBe(0o700);
      const second = await openDatabase({ kind: 'embedded', dataDir }, silentLog);
      expect(await second.client.user.count({ where: { id: user.id } })).toBe(1);
      await second.close();
    },
    FIRST_START,
  );

  it(
    'begins again where a first start was interrupted',
    async () => {
      const dataDir = newFolder();
      await mkdir(join(dataDir, 'database.new', 'base'), { recursive: true });
      const database = await openDatabase({ kind: 'embedded', dataDir }, silentLog);
      await database.check();
      await database.close();
    },
    FIRST_START,
  );

  it('is not served from after it was closed', async () => {
    const { storage, cleanup } = await createTestStorage('embedded');
    const database = await openDatabase(storage, silentLog);
    await database.close();
    await expect(database.check()).rejects.toThrow();
    expect(await unavailable(database.client.user.count())).toBe(true);
    await cleanup();
  });
});
/** Whether it fails, and in the way that promises better times. */
async function unavailable(action: Promise<unknown>): Promise<boolean> {
  return action.then(() => false, isUnavailable);
}
