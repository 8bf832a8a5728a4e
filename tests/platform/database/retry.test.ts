import { type OpenDatabase, openDatabase } from '../../../src/platform/database/open.js';
import { retryUndone } from '../../../src/platform/database/retry.js';
import { createTestStorage, STORAGE_KINDS, silentLog } from '../../support/database.js';
import { newUser } from './rows.js';

// One connection cannot wait for itself, so the embedded database knows no deadlock.
const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;

describePostgresql('a deadlock', () => {
  let database: OpenDatabase;
  let cleanup: () => Promise<void>;
  const [one, other] = [newUser({}), newUser({})];

  beforeAll(async () => {
    const { storage, cleanup: remove } = await createTestStorage('postgresql');
    database = await openDatabase(storage, silentLog);
    cleanup = remove;
    await database.client.user.createMany({ data: [one, other] });
  });

  afterAll(async () => {
    await database.close();
    await cleanup();
  });

  const speaks = (id: string, languageCode: string) => ({ where: { id }, data: { languageCode } });
  const languages = async () => {
    const users = await database.client.user.findMany({ where: { id: { in: [one.id, other.id] } } });
    return users.map(({ languageCode }) => languageCode);
  };
  /** Whether anybody waits for a lock, which a deadlock takes a second to be noticed. */
  const somebodyWaits = async () => {
    for (;;) {
      const waiting = await database.client.$queryRaw<unknown[]>`
        SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      if (waiting.length > 0) return;
    }
  };

  it('undoes one of two transactions, which is run again and follows the other', async () => {
    let met = 0;
    let bothHoldOne: () => void = () => undefined;
    const meeting = new Promise<void>((resolve) => {
      bothHoldOne = resolve;
    });
    let runs = 0;
    const writing = (first: string, second: string, languageCode: string) =>
      retryUndone(() =>
        database.client.$transaction(async (tx) => {
          runs += 1;
          await tx.user.update(speaks(first, languageCode));
          if (++met === 2) bothHoldOne();
          await meeting;
          await tx.user.update(speaks(second, languageCode));
        }),
      );
    await Promise.all([writing(one.id, other.id, 'fr'), writing(other.id, one.id, 'de')]);
    expect(runs).toBe(3);
    expect(new Set(await languages()).size).toBe(1);
  });

  it('is run through by a single statement too', async () => {
    let statement: Promise<unknown> = Promise.resolve();
    await database.client.$transaction(async (tx) => {
      await tx.user.update(speaks(one.id, 'it'));
      statement = database.client.rows`
        WITH held AS (SELECT id FROM users WHERE id = ${other.id}::uuid FOR UPDATE)
        UPDATE users SET language_code = 'es' FROM held WHERE users.id = ${one.id}::uuid`;
      await somebodyWaits();
      await tx.user.update(speaks(other.id, 'it'));
    });
    await statement;
    expect((await languages()).sort()).toEqual(['es', 'it']);
  });
});

describe('retryUndone', () => {
  it('gives up what is undone again and again, and every other failure at once', async () => {
    const undone = (code: string) => Object.assign(new Error('The statement was undone'), { code });
    for (const [error, expected] of [
      [undone('40P01'), 10],
      [undone('40001'), 10],
      [undone('0A000'), 10],
      [new Error('of another kind'), 1],
    ] as const) {
      let tries = 0;
      const failing = retryUndone(async () => {
        tries += 1;
        throw error;
      });
      await expect(failing).rejects.toBe(error);
      expect(tries).toBe(expected);
    }
  });
});
