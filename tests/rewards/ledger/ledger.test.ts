import { randomUUID } from 'node:crypto';
import { asUserId } from '../../../src/core/ids.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import type { Credit } from '../../../src/rewards/ledger/ledger.service.js';
import { pause } from '../../support/outcomes.js';
import { atOnce, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { balancesOf, creditOf, discrepancies, enter, ledger } from './books.js';

/** How many are written at the same time, each in a transaction of its own. */
const WRITERS = 16;
const ENTRIES = Number(process.env['LEDGER_ENTRIES'] ?? 1000);

describe('the ledger', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it('adds to the account that is named, exactly', async () => {
    const person = await registerPerson(service.client);
    for (const amount of ['0.10', '0.20', '99999999999.99', '-0.01'])
      await enter(service.database, creditOf(person, amount));
    await enter(service.database, creditOf(person, '7.77', { account: 'REFERRAL' }));
    expect(await balancesOf(service, person)).toEqual(['100000000000.28', '7.77']);
  });

  it('credits once for the same thing, and says which time was the first', async () => {
    const person = await registerPerson(service.client);
    const credit = creditOf(person, '3.00');
    expect(await enter(service.database, credit)).toBe(true);
    expect(await enter(service.database, credit)).toBe(false);
    expect(await enter(service.database, { ...credit, reference: randomUUID() })).toBe(true);
    expect(await balancesOf(service, person)).toEqual(['6.00', '0.00']);
  });

  it('credits once of 16 at once', async () => {
    const person = await registerPerson(service.client);
    const credit = creditOf(person, '3.00');
    const outcomes = await atOnce(16, () => enter(service.database, credit));
    const isNew = outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? outcome.value : outcome.reason,
    );
    expect(isNew.sort()).toEqual([...Array(15).fill(false), true]);
    expect(await balancesOf(service, person)).toEqual(['3.00', '0.00']);
  });

  it('waits for nobody in a circle: who holds the user goes on to the same credit', async () => {
    const person = await registerPerson(service.client);
    const credit = creditOf(person, '3.00');
    let other: Promise<boolean> | undefined;
    const holder = inTransaction(service.database, async (tx) => {
      await tx.$queryRaw`SELECT FROM users WHERE id = ${credit.userId}::uuid FOR UPDATE`;
      other = enter(service.database, credit);
      await pause(200);
      return ledger.credit(tx, credit);
    });
    expect([await holder, await other]).toEqual([true, false]);
    expect(await balancesOf(service, person)).toEqual(['3.00', '0.00']);
  });

  it('leaves nothing of a transaction that did not come to its end', async () => {
    const person = await registerPerson(service.client);
    const credit = creditOf(person, '3.00');
    const broken = inTransaction(service.database, async (tx) => {
      await ledger.credit(tx, credit);
      throw new Error('midway');
    });
    await expect(broken).rejects.toThrow('midway');
    expect(await balancesOf(service, person)).toEqual(['0.00', '0.00']);
    expect(await enter(service.database, credit)).toBe(true);
  });

  it('credits nobody who is not there', async () => {
    const person = await registerPerson(service.client);
    const credit = creditOf(person, '3.00', { userId: asUserId(randomUUID()) });
    await expect(enter(service.database, credit)).rejects.toThrow('needs a user');
  });

  it(`keeps every balance the sum of its entries through ${ENTRIES} of them`, async () => {
    const people: Person[] = [];
    for (let i = 0; i < 5; i++) people.push(await registerPerson(service.client));
    const credits = Array.from({ length: ENTRIES }, (_, i): Credit => {
      const cents = ((i * 7919) % 100_003) + 1;
      const amount = `${i % 3 ? '' : '-'}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
      return creditOf(people[i % people.length] as Person, amount, {
        account: i % 2 ? 'BALANCE' : 'REFERRAL',
      });
    });
    const before = await service.database.ledgerEntry.count();
    let next = 0;
    await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        for (let mine = next++; mine < credits.length; mine = next++)
          await enter(service.database, credits[mine] as Credit);
      }),
    );
    expect((await service.database.ledgerEntry.count()) - before).toBe(credits.length);
    expect(await discrepancies(service.database)).toEqual([]);
    const [first] = people as [Person];
    const cents = (account: string) =>
      credits
        .filter((credit) => credit.userId === first.tokens.user.id && credit.account === account)
        .reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
    const inCents = (await balancesOf(service, first)).map((balance) => BigInt(balance.replace('.', '')));
    expect(inCents).toEqual([cents('BALANCE'), cents('REFERRAL')]);
  });
});
