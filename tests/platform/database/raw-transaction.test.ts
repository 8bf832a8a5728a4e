import pg from 'pg';
import { Duration } from '../../../src/core/duration.js';
import { asUserId } from '../../../src/core/ids.js';
import type { RawTransaction } from '../../../src/platform/database/client.js';
import { isUnavailable } from '../../../src/platform/database/constraint.js';
import { type OpenDatabase, openDatabase } from '../../../src/platform/database/open.js';
import { postgresqlTransactions } from '../../../src/platform/database/raw-transaction.js';
import { createTestStorage, STORAGE_KINDS, silentLog, type TestStorage } from '../../support/database.js';
import { pause } from '../../support/outcomes.js';

const ID = asUserId('00000000-0000-4000-8000-000000000001');

/** A row that needs no other one. */
function write(tx: RawTransaction): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO user_imports (digest, started_at) VALUES (decode('01', 'hex'), now()::timestamp)`;
}

describe.each(STORAGE_KINDS)('a raw transaction on the %s database', (kind) => {
  let storage: TestStorage;
  let database: OpenDatabase;
  beforeEach(async () => {
    storage = await createTestStorage(kind);
    database = await openDatabase(storage.storage, silentLog);
  });
  afterEach(async () => {
    await database.close();
    await storage.cleanup();
  });

  const written = () => database.client.userImport.count();

  it('commits what its change wrote, and nothing of a change that fails', async () => {
    await database.client.rawTransaction(write);
    expect(await written()).toBe(1);
    await database.client.userImport.deleteMany();
    const failing = database.client.rawTransaction(async (tx) => {
      await write(tx);
      throw new Error('the change fails');
    });
    await expect(failing).rejects.toThrow('the change fails');
    expect(await written()).toBe(0);
  });

  it('fails if a statement failed, even if the change ignores that', async () => {
    const ignoring = database.client.rawTransaction(async (tx) => {
      await write(tx);
      await tx.$executeRaw`INSERT INTO sessions (id, user_id) VALUES (${ID}::uuid, ${ID}::uuid)`.catch(
        () => undefined,
      );
    });
    await expect(ignoring).rejects.toThrow();
    expect(await written()).toBe(0);
  });

  it('runs no statement after its end: the connection then belongs to another caller', async () => {
    let kept: RawTransaction | undefined;
    await database.client.rawTransaction(async (tx) => {
      kept = tx;
    });
    await expect(kept && write(kept)).rejects.toThrow('The transaction has ended');
    expect(await written()).toBe(0);
  });

  it('is an object of its own, by which the outbox knows what wrote a mail', async () => {
    const [one, other] = [
      await database.client.rawTransaction(async (tx) => tx),
      await database.client.rawTransaction(async (tx) => tx),
    ];
    expect(one).not.toBe(other);
  });
});

(STORAGE_KINDS.includes('postgresql') ? describe : describe.skip)(
  'a raw transaction that takes too long',
  () => {
    it('is rolled back, and not committed behind the error', async () => {
      const { storage, cleanup } = await createTestStorage('postgresql');
      if (storage.kind !== 'postgresql') throw new TypeError('PostgreSQL is needed');
      const pool = new pg.Pool({ connectionString: storage.url, max: 1 });
      const transactions = postgresqlTransactions(pool, {
        names: null,
        answerTimeout: Duration.seconds(3),
        timeout: Duration.milliseconds(300),
        onBroken: () => undefined,
      });
      const late = transactions(async (tx) => {
        await write(tx);
        await pause(350);
      });
      expect(isUnavailable(await late.catch((error: unknown) => error))).toBe(true);
      const { rows } = await pool.query('SELECT count(*)::int AS count FROM user_imports');
      expect(rows).toEqual([{ count: 0 }]);
      await pool.end();
      await cleanup();
    });
  },
);
