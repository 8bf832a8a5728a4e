import { AdjustBalanceDocument, type AdjustBalanceInput } from '../../../src/generated/client/operations.js';
import { balancesOf, discrepancies } from '../../rewards/ledger/books.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import type { Client } from '../../support/client.js';
import { outcomesAtOnce, times } from '../../support/outcomes.js';
import { type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
let admin: Person;
let client: Client;
let person: Person;
beforeAll(async () => {
  service = await startService();
  admin = await appointedAdministrator(service);
  client = clientOf(service, admin);
  person = await registerPerson(service.client);
});
afterAll(async () => {
  expect(await discrepancies(service.database)).toEqual([]);
  await service.stop();
});

const adjust = (amount: string, more: Partial<AdjustBalanceInput> = {}) =>
  client.ask(AdjustBalanceDocument, {
    input: { userId: person.tokens.user.id, account: 'BALANCE', amount, reason: 'a test', ...more },
  });
const fieldsIn = ({ errors }: { errors: readonly { extensions?: Record<string, unknown> }[] }) =>
  errors[0]?.extensions?.['fields'];

describe('an amount', () => {
  it.each(['0', '0.00', '-0', '1.001', '100000000000'])('refuses %j as an amount', async (amount) => {
    expect(fieldsIn(await adjust(amount))).toMatchObject([{ field: 'amount', rule: 'isAmount' }]);
  });

  it.each(['', ' 1', '1e3', 'NaN', '1,00', '0x10', '9'.repeat(100)])(
    'takes %j for no Decimal',
    async (text) => {
      expect(fieldsIn(await adjust(text))).toMatchObject([{ field: 'amount', rule: 'type' }]);
    },
  );

  it.each([1.5, 1, true, ['1.00'], { value: '1.00' }, null])(
    'takes no Decimal that is not a text: %j, which a binary fraction may have rounded',
    async (amount) => {
      const answer = await adjust(amount as unknown as string);
      expect(fieldsIn(answer)).toMatchObject([{ field: 'amount' }]);
    },
  );

  it.each(['1.50', '1', 'true', '["1.00"]'])('takes no Decimal that is written %s', async (literal) => {
    const { id } = person.tokens.user;
    const { errors } = await client.raw(
      `mutation { adjustBalance(input: { userId: "${id}", account: BALANCE, amount: ${literal}, reason: "x" }) { success } }`,
    );
    expect(errors[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(errors[0]?.message).not.toContain('1.');
  });
});

describe('adjustBalance', () => {
  beforeEach(async () => {
    person = await registerPerson(service.client);
  });

  it('adds and takes exactly, on the balance that is named', async () => {
    for (const amount of ['0.10', '0.2', '7', '-1.05']) expect((await adjust(amount)).errors).toEqual([]);
    const { data } = await adjust('99999999999.99', { account: 'REFERRAL' });
    expect(data?.adjustBalance).toMatchObject({
      success: true,
      message: 'The balance has been adjusted',
      user: { balance: '6.25', referralBalance: '99999999999.99' },
    });
    expect(await balancesOf(service, person)).toEqual(['6.25', '99999999999.99']);
  });

  it('AD-5: is on record with who did it, why and by how much, beside an entry that names the request', async () => {
    await adjust('12.5', { reason: 'a refund' });
    const where = { userId: person.tokens.user.id };
    const event = await service.database.auditEvent.findFirst({
      where: { ...where, type: 'balance_adjusted' },
    });
    const entry = await service.database.ledgerEntry.findFirst({ where });
    expect(event).toMatchObject({
      actorId: admin.tokens.user.id,
      metadata: { balance: 'BALANCE', amount: '12.50' },
      reason: 'a refund',
    });
    expect(entry).toMatchObject({ reason: 'adjustment', reference: event?.requestId });
  });

  it('takes no more than there is, and leaves nothing of the attempt', async () => {
    await adjust('5.00');
    expect(fieldsIn(await adjust('-5.01'))).toEqual([
      { field: 'amount', rule: 'covered', message: 'Must not subtract more than the balance' },
    ]);
    expect(fieldsIn(await adjust('-0.01', { account: 'REFERRAL' }))).toMatchObject([{ rule: 'covered' }]);
    expect((await adjust('-5.00')).data?.adjustBalance.user.balance).toBe('0.00');
    const entries = { where: { userId: person.tokens.user.id } };
    expect(await service.database.ledgerEntry.count(entries)).toBe(2);
  });

  it('loses none of 16 at once', async () => {
    const { won, codes } = await outcomesAtOnce(16, (i) => adjust(`${i + 1}.01`));
    expect([won.length, codes]).toEqual([16, []]);
    expect(await balancesOf(service, person)).toEqual(['136.16', '0.00']);
  });

  it('gives out what there is, and no more, to 16 who take at once', async () => {
    await adjust('5.00');
    const { won, codes } = await outcomesAtOnce(16, () => adjust('-1.00'));
    expect([won.length, codes]).toEqual([5, times(11, 'BAD_USER_INPUT')]);
    expect(await balancesOf(service, person)).toEqual(['0.00', '0.00']);
  });

  it('adjusts once for one key, though 16 come at once and another after them', async () => {
    const key = { idempotencyKey: 'order:4711' };
    const { won, codes } = await outcomesAtOnce(16, () => adjust('3.00', key));
    expect([won.length, codes]).toEqual([16, []]);
    expect((await adjust('3.00', key)).data?.adjustBalance.user.balance).toBe('3.00');
    const events = { where: { userId: person.tokens.user.id, type: 'balance_adjusted' } };
    expect(await service.database.auditEvent.count(events)).toBe(1);
  });

  it('refuses a key that has named another adjustment, and one that is none', async () => {
    const key = { idempotencyKey: 'order:4711' };
    await adjust('3.00', key);
    for (const other of [adjust('3.01', key), adjust('3.00', { ...key, account: 'REFERRAL' })])
      expect(fieldsIn(await other)).toMatchObject([{ field: 'idempotencyKey', rule: 'unused' }]);
    for (const idempotencyKey of ['', 'a b', 'x'.repeat(65), 'a\u0000'])
      expect(fieldsIn(await adjust('1.00', { idempotencyKey }))).toMatchObject([
        { field: 'idempotencyKey', rule: 'matches' },
      ]);
    // Somebody else's adjustment may well have the same one.
    person = await registerPerson(service.client);
    expect((await adjust('3.01', key)).data?.adjustBalance.user.balance).toBe('3.01');
  });

  it('finds nobody who is not there', async () => {
    for (const userId of ['nobody', '00000000-0000-4000-8000-000000000000'])
      expect((await adjust('1.00', { userId })).errors[0]?.extensions?.['code']).toBe('NOT_FOUND');
  });
});
