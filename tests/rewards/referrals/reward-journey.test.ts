import {
  ConfirmEmailChangeDocument,
  DeleteAccountDocument,
  RequestEmailChangeDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { outcomesAtOnce } from '../../support/outcomes.js';
import { PASSWORD, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { balancesOf, discrepancies } from '../ledger/books.js';

describe('whoever refers somebody', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ env: { REFERRAL_REWARD: '2.5' } });
  });
  afterAll(() => service.stop());

  const refer = (referrer: Person, overrides = {}) =>
    registerPerson(service.client, { referralCode: referrer.tokens.user.referralCode, ...overrides });
  const idOf = ({ tokens }: Person) => tokens.user.id;
  const linkTo = ({ email }: Person) => service.mailbox.token(email, 1, 'verify-email');
  const verify = (token: string) => service.client.ask(VerifyEmailDocument, { input: { token } });

  it('is rewarded when that user has verified their email, not before, and once', async () => {
    const referrer = await registerPerson(service.client);
    const token = await linkTo(await refer(referrer));
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '0.00']);
    const { won } = await outcomesAtOnce(16, () => verify(token));
    expect(won).toHaveLength(16);
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '2.50']);
  });

  it('is rewarded as well when that user confirms another address first, and then once', async () => {
    const referrer = await registerPerson(service.client);
    const referred = await refer(referrer);
    const first = await linkTo(referred);
    const newEmail = `${uniqueName()}@example.com`;
    await service.client
      .as(referred.tokens.accessToken)
      .run(RequestEmailChangeDocument, { input: { newEmail, password: PASSWORD } });
    const token = await service.mailbox.token(newEmail, 1, 'confirm-email');
    await service.client.run(ConfirmEmailChangeDocument, { input: { token } });
    await verify(first);
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '2.50']);
  });

  it('is not rewarded for themselves, whose address is verified all the same', async () => {
    const deviceFingerprint = uniqueName();
    const referrer = await registerPerson(service.client, { deviceFingerprint });
    const { data } = await verify(await linkTo(await refer(referrer, { deviceFingerprint })));
    expect(data?.verifyEmail.success).toBe(true);
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '0.00']);
  });

  it('is rewarded once for a mailbox, however its owner spells it and how many accounts they make', async () => {
    const [referrer, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const name = uniqueName();
    const accounts = [
      await refer(referrer, { email: `${name}@example.com` }),
      await refer(referrer, { email: `${name}+2@example.com` }),
      await refer(other, { email: `${name}+3@example.com` }),
    ];
    const tokens = await Promise.all(accounts.map(linkTo));
    const answers = await Promise.all(tokens.map(verify));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const balances = await Promise.all([referrer, other].map((person) => balancesOf(service, person)));
    expect(balances.map(([, referral]) => referral).sort()).toEqual(['0.00', '2.50']);
    const where = {
      type: 'referral_refused',
      metadata: { equals: { because: 'mailbox' } },
      userId: { in: accounts.map(idOf) },
    };
    expect(await service.database.auditEvent.count({ where })).toBe(2);
  });

  it('is not rewarded again for somebody who deletes their account and registers anew', async () => {
    const referrer = await registerPerson(service.client);
    const email = `${uniqueName()}@example.com`;
    for (let round = 1; round <= 2; round++) {
      const person = await refer(referrer, { email });
      await verify(await service.mailbox.token(email, round, 'verify-email'));
      await service.client
        .as(person.tokens.accessToken)
        .run(DeleteAccountDocument, { input: { password: PASSWORD } });
    }
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '2.50']);
  });

  it('may be deleted while 8 whom they referred verify: all are verified, and nobody is kept waiting', async () => {
    const referrer = await registerPerson(service.client);
    const referred = await Promise.all(Array.from({ length: 8 }, () => refer(referrer)));
    const tokens = await Promise.all(referred.map(linkTo));
    const [deletion, ...verifications] = await Promise.all([
      service.client
        .as(referrer.tokens.accessToken)
        .ask(DeleteAccountDocument, { input: { password: PASSWORD } }),
      ...tokens.map(verify),
    ]);
    expect([deletion, ...verifications].flatMap(({ errors }) => errors)).toEqual([]);
    expect(await discrepancies(service.database)).toEqual([]);
  });
});
