import { type OpenDatabase, openDatabase } from '../../../src/platform/database/open.js';
import { createTestStorage, silentLog, type TestStorage } from '../../support/database.js';
import { atOnce } from '../../support/people.js';

let storage: TestStorage;
let database: OpenDatabase;
beforeAll(async () => {
  storage = await createTestStorage();
  database = await openDatabase(storage.storage, silentLog);
  await database.client.$executeRaw`CREATE TABLE notes (text text PRIMARY KEY)`;
});
afterAll(async () => {
  await database.close();
  await storage.cleanup();
});

const notes = async () =>
  (await database.client.rows<{ text: string }>`SELECT text FROM notes`).map((row) => row.text);

describe('a statement past the client of Prisma', () => {
  it('takes and tells values of every kind that we keep', async () => {
    const at = new Date('2026-02-03T04:05:06.789Z');
    const [row] = await database.client.rows`
      SELECT ${at}::timestamp AS at, ${"O'Hara \\ ü"}::text AS text, ${7}::int AS number, ${true}::boolean AS yes,
             ${null}::uuid AS nobody, ${'12.50'}::numeric::text AS amount, ${['a', 'b,"c']}::text[] AS list,
             ${2}::smallint AS small, ${['pwd', 'b,"c']}::varchar[] AS names,
             ${'ADMIN'}::"Role" AS role, ${Buffer.from([0, 255])}::bytea AS bytes`;
    expect({ ...(row as object), bytes: undefined }).toEqual({
      at,
      text: "O'Hara \\ ü",
      number: 7,
      yes: true,
      nobody: null,
      amount: '12.50',
      list: ['a', 'b,"c'],
      small: 2,
      names: ['pwd', 'b,"c'],
      role: 'ADMIN',
    });
    expect(Buffer.from((row as { bytes: Uint8Array }).bytes)).toEqual(Buffer.from([0, 255]));
  });

  it('is told how it failed, and is in nobody else’s way then', async () => {
    const halves = (value: number) =>
      database.client.rows<{ half: number }>`SELECT 10 / ${value}::int AS half`;
    const outcomes = await atOnce(16, (index) => halves(index % 2));
    expect(outcomes.map(({ status }) => status)).toEqual(
      Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? 'rejected' : 'fulfilled')),
    );
    await expect(halves(0)).rejects.toMatchObject({ code: '22012' });
    expect(await halves(5)).toEqual([{ half: 2 }]);
  });

  it('is no part of a transaction that somebody else has open', async () => {
    const { client } = database;
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const undone = client.$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO notes VALUES ('undone')`;
      begun();
      await new Promise((resolve) => setTimeout(resolve, 200));
      throw new Error('Undo it');
    });
    await hasBegun;
    const kept = client.rows`INSERT INTO notes VALUES (${'kept'})`;
    await expect(undone).rejects.toThrow('Undo it');
    await kept;
    expect(await notes()).toEqual(['kept']);
  });
});
