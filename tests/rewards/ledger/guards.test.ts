import { randomUUID } from 'node:crypto';
import type { Database } from '../../../src/platform/database/client.js';
import { type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { balancesOf, creditOf, discrepancies, enter } from './books.js';

/** A user as a program would insert them that knows nothing of the ledger. */
function rowOf(overrides: Record<string, unknown>) {
  const name = uniqueName();
  const email = `${name}@example.com`;
  const keys = { usernameKey: name, emailKey: email, languageCode: 'en', referralCode: name.slice(0, 16) };
  return { id: randomUUID(), username: name, email, ...keys, createdAt: new Date(), ...overrides };
}

const entry = (db: Database, userId: string, amount: string) => db.$executeRaw`
  INSERT INTO ledger_entries (id, user_id, account, amount, reason, reference, created_at)
  VALUES (gen_random_uuid(), ${userId}::uuid, 'BALANCE', ${amount}::numeric, 'guard', gen_random_uuid()::text, now())`;

/** What a faulty program, or a hand at the database, might do; and what it is told. */
const ATTEMPTS: readonly [what: string, told: string, act: (db: Database, id: string) => Promise<unknown>][] =
  [
    [
      'sets a balance',
      'by ledger entries alone',
      (db, id) => db.user.update({ where: { id }, data: { balance: 9 } }),
    ],
    [
      'raises a balance',
      'by ledger entries alone',
      (db, id) => db.user.updateMany({ where: { id }, data: { referralBalance: { increment: 9 } } }),
    ],
    [
      'sets a balance in SQL',
      'by ledger entries alone',
      (db, id) => db.$executeRaw`UPDATE users SET balance = balance + 1 WHERE id = ${id}::uuid`,
    ],
    [
      'sets a balance beside an entry',
      'by ledger entries alone',
      (db, id) =>
        db.$transaction(async (tx) => {
          await entry(tx as Database, id, '1.00');
          await tx.$executeRaw`UPDATE users SET referral_balance = 1 WHERE id = ${id}::uuid`;
        }),
    ],
    [
      'sets a balance by an insertion that finds the username there',
      'by ledger entries alone',
      (db, id) => db.$executeRaw`
      INSERT INTO users (id, username, username_key, email, email_key, language_code, referral_code, created_at)
      SELECT gen_random_uuid(), username, username_key, email, email_key, language_code, referral_code, created_at
      FROM users WHERE id = ${id}::uuid ON CONFLICT (username_key) DO UPDATE SET balance = 5`,
    ],
    [
      'makes a user who begins rich',
      'begins at 0',
      (db) => db.user.create({ data: rowOf({ balance: 100 }) }),
    ],
    [
      'makes a user with a debt',
      'begins at 0',
      (db) => db.user.create({ data: rowOf({ referralBalance: -1 }) }),
    ],
    [
      'changes an entry',
      'append-only',
      (db, userId) => db.ledgerEntry.updateMany({ where: { userId }, data: { amount: 100 } }),
    ],
    ['removes an entry', 'append-only', (db, userId) => db.ledgerEntry.deleteMany({ where: { userId } })],
    ['empties the ledger', 'append-only', (db) => db.$executeRaw`TRUNCATE ledger_entries`],
    ['enters nothing', 'amount_check', (db, id) => entry(db, id, '0')],
    ['enters what is rounded to nothing', 'amount_check', (db, id) => entry(db, id, '0.004')],
    ['enters what is no number', 'amount_check', (db, id) => entry(db, id, 'NaN')],
    ['enters more than can be held', 'overflow', (db, id) => entry(db, id, 'Infinity')],
    ['enters for nobody', 'needs a user', (db) => entry(db, randomUUID(), '1.00')],
    [
      'gives the user another id',
      'fixed at registration',
      (db, id) => db.user.update({ where: { id }, data: { id: randomUUID() } }),
    ],
    [
      'makes up a referrer',
      'fixed at registration',
      (db, id) => db.user.update({ where: { id }, data: { referredById: randomUUID() } }),
    ],
    [
      'makes a user their own referrer',
      'referred_by_id_check',
      (db) => db.user.create({ data: { ...rowOf({}), ...sameId() } }),
    ],
    [
      'makes a deleted user anew',
      'another user',
      async (db) => {
        const row = rowOf({});
        await db.user.create({ data: row });
        await entry(db, row.id, '5.00');
        await db.user.delete({ where: { id: row.id } });
        await db.user.create({ data: row });
      },
    ],
  ];

function sameId() {
  const id = randomUUID();
  return { id, referredById: id };
}

describe('the database refuses whoever', () => {
  let service: TestService;
  let person: Person;
  beforeAll(async () => {
    service = await startService();
    person = await registerPerson(service.client);
    await enter(service.database, creditOf(person, '12.50'));
    await enter(service.database, creditOf(person, '2.50', { account: 'REFERRAL' }));
  });
  afterAll(() => service.stop());

  it.each(ATTEMPTS)('%s', async (_what, told, act) => {
    const failure = await act(service.database, person.tokens.user.id).then(
      () => 'It was let through',
      (error: unknown) => `${error} ${JSON.stringify(error)}`,
    );
    expect(failure).toContain(told);
    expect(await balancesOf(service, person)).toEqual(['12.50', '2.50']);
    expect(await discrepancies(service.database)).toEqual([]);
  });

  it('lets a referral be forgotten, and an account go whose entries stay', async () => {
    const { tokens } = await registerPerson(service.client, {
      referralCode: person.tokens.user.referralCode,
    });
    const { id } = tokens.user;
    await entry(service.database, id, '1.00');
    await service.database.user.update({ where: { id }, data: { referredById: null } });
    await service.database.user.delete({ where: { id } });
    expect(await service.database.ledgerEntry.count({ where: { userId: id } })).toBe(1);
  });
});
