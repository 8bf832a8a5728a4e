import { randomBytes, randomUUID } from 'node:crypto';
import { isUnavailable, violatedUniqueColumn } from '../../../src/platform/database/constraint.js';
import { type OpenDatabase, openDatabase } from '../../../src/platform/database/open.js';
import { createTestStorage, STORAGE_KINDS, silentLog } from '../../support/database.js';
import { newUser } from './rows.js';

describe.each(STORAGE_KINDS)('an error of the %s database', (kind) => {
  let database: OpenDatabase;
  let cleanup: () => Promise<void>;
  const existing = newUser({});

  beforeAll(async () => {
    const { storage, cleanup: remove } = await createTestStorage(kind);
    database = await openDatabase(storage, silentLog);
    cleanup = remove;
    await database.client.user.create({ data: existing });
  });

  afterAll(async () => {
    await database.close();
    await cleanup();
  });

  it.each([
    ['email_key', { emailKey: existing.emailKey }],
    ['username_key', { usernameKey: existing.usernameKey }],
    ['referral_code', { referralCode: existing.referralCode }],
  ])('names the column %s whose uniqueness a write would have broken', async (column, clash) => {
    const { client } = database;
    const user = newUser(clash);
    const alone = client.user.create({ data: user });
    expect(violatedUniqueColumn(await failureOf(alone))).toBe(column);
    const within = client.$transaction((tx) => tx.user.create({ data: user }));
    expect(violatedUniqueColumn(await failureOf(within))).toBe(column);
    const updated = newUser({});
    await client.user.create({ data: updated });
    const update = client.user.update({ where: { id: updated.id }, data: clash });
    expect(violatedUniqueColumn(await failureOf(update))).toBe(column);
  });

  it('names the column for SQL of our own', async () => {
    const { client } = database;
    const other = newUser({});
    await client.user.create({ data: other });
    const query = client.$queryRaw`UPDATE users SET email_key = ${existing.emailKey}
      WHERE id = ${other.id}::uuid RETURNING id`;
    expect(violatedUniqueColumn(await failureOf(query))).toBe('email_key');
    const statement = client.$executeRaw`UPDATE users SET email_key = ${existing.emailKey}
      WHERE id = ${other.id}::uuid`;
    expect(violatedUniqueColumn(await failureOf(statement))).toBe('email_key');
  });

  it('names all columns of a constraint over several', async () => {
    const at = new Date();
    const token = () => ({
      id: randomUUID(),
      purpose: 'PASSWORD_RESET' as const,
      userId: existing.id,
      digest: new Uint8Array(randomBytes(32)),
      createdAt: at,
      expiresAt: at,
    });
    await database.client.oneTimeToken.create({ data: token() });
    const second = database.client.oneTimeToken.create({ data: token() });
    expect(violatedUniqueColumn(await failureOf(second))).toBe('user_id_purpose');
  });

  it('is neither a broken uniqueness nor an outage when it is something else', async () => {
    const { client } = database;
    const at = new Date();
    const times = { rotatedAt: at, createdAt: at, lastUsedAt: at, expiresAt: at };
    const failures = await Promise.all([
      failureOf(client.session.create({ data: { id: randomUUID(), userId: randomUUID(), ...times } })),
      failureOf(client.user.update({ where: { id: randomUUID() }, data: { balance: 1 } })),
      failureOf(client.$queryRaw`SELECT nothing FROM nowhere`),
      failureOf(client.user.create({ data: newUser({ username: 'x'.repeat(33) }) })),
      failureOf(useAfterItsEnd(database)),
    ]);
    expect(failures.map(violatedUniqueColumn)).toEqual([null, null, null, null, null]);
    expect(failures.map(isUnavailable)).toEqual([false, false, false, false, false]);
  });

  it('is no outage when a uniqueness was broken', async () => {
    const failure = await failureOf(database.client.user.create({ data: existing }));
    expect(isUnavailable(failure)).toBe(false);
  });

  it('is an outage when a transaction took too long', async () => {
    const slow = database.client.$transaction(
      async (tx) => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        return tx.user.count();
      },
      { timeout: 50 },
    );
    expect(isUnavailable(await failureOf(slow))).toBe(true);
  });

  if (kind === 'postgresql') {
    it('is an outage when a statement took too long', async () => {
      const slow = database.client.$transaction(async (tx) => {
        await tx.$executeRaw`SET LOCAL statement_timeout = 50`;
        await tx.$queryRaw`SELECT 1 FROM pg_sleep(2)`;
      });
      expect(isUnavailable(await failureOf(slow))).toBe(true);
    });
  }
});

describe('anything that is not an error', () => {
  it.each([null, undefined, 'P2002', 42, {}])('%j is neither', (value) => {
    expect(violatedUniqueColumn(value)).toBeNull();
    expect(isUnavailable(value)).toBe(false);
  });
});

async function failureOf(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => {
      throw new Error('It did not fail');
    },
    (error: unknown) => error,
  );
}

async function useAfterItsEnd({ client }: OpenDatabase): Promise<unknown> {
  const ended = await client.$transaction(async (tx) => tx);
  return ended.user.count();
}
