import { randomUUID } from 'node:crypto';
import { Users } from '../../../src/accounts/users/users.service.js';
import { deriveKeys, eventDeclarations } from '../../../src/app/registers.js';
import { asUserId } from '../../../src/core/ids.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { DeleteAccountDocument, LoginDocument } from '../../../src/generated/client/operations.js';
import { AuditTrail } from '../../../src/platform/audit/audit-trail.service.js';
import { Referrals } from '../../../src/rewards/referrals/referrals.service.js';
import { pause } from '../../support/outcomes.js';
import { atOnce, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { amountOf, balancesOf, discrepancies, ledger } from '../ledger/books.js';

const mailboxes = (...secrets: [now: Buffer, before?: Buffer]) =>
  deriveKeys(secrets[0], systemRandomness, secrets[1]).rewardedMailboxes;
const SECRET = systemRandomness.bytes(32);
const origin = () => ({ requestId: randomUUID(), ipAddress: null, userAgent: null });

describe('the reward of a referral', () => {
  let service: TestService;
  let audit: AuditTrail;
  beforeAll(async () => {
    service = await startService();
    const { database, clock, log } = service;
    const nobody = {
      events: eventDeclarations,
      subscribers: [],
      transactionalHandlers: [],
      committed: () => undefined,
    };
    audit = new AuditTrail({ database, clock, log, randomness: systemRandomness, ...nobody });
  });
  afterAll(() => service.stop());

  /** What happens in the transaction that verifies the address: it holds its own user first. */
  const verified = (
    { tokens }: Person,
    reward = '2.50',
    meanwhile: () => Promise<unknown> = async () => undefined,
    known = mailboxes(SECRET),
  ) => {
    const deps = { clock: service.clock, ledger, mailboxes: known };
    const referrals = new Referrals(deps, { referralReward: amountOf(reward) });
    const users = new Users({ database: service.database, randomness: systemRandomness });
    return audit.transaction(async (tx, record) => {
      const user = await users.lock(tx, asUserId(tokens.user.id));
      await meanwhile();
      await referrals.rewardVerified(tx, user, record, origin());
    });
  };
  const refer = (referrer: Person, overrides = {}) =>
    registerPerson(service.client, { referralCode: referrer.tokens.user.referralCode, ...overrides });
  const signIn = ({ email, password }: Person, deviceFingerprint: string) =>
    service.client.run(LoginDocument, { input: { usernameOrEmail: email, password, deviceFingerprint } });
  const refusals = async ({ tokens }: Person) => {
    const where = { type: 'referral_refused', userId: tokens.user.id };
    return (await service.database.auditEvent.findMany({ where })).map(({ metadata }) => metadata);
  };

  it('is credited to the referral balance of the referrer, and to nobody else', async () => {
    const above = await registerPerson(service.client);
    const referrer = await refer(above);
    const referred = await refer(referrer);
    await verified(referred);
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '2.50']);
    expect(await balancesOf(service, referred)).toEqual(['0.00', '0.00']);
    expect(await balancesOf(service, above)).toEqual(['0.00', '0.00']);
  });

  it('is credited for each who was referred, and once for each', async () => {
    const referrer = await registerPerson(service.client);
    for (const person of [await refer(referrer), await refer(referrer)]) {
      await verified(person);
      await verified(person);
    }
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '5.00']);
  });

  it('is credited once of 16 verifications at once', async () => {
    const referrer = await registerPerson(service.client);
    const referred = await refer(referrer);
    const outcomes = await atOnce(16, () => verified(referred));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '2.50']);
  });

  it('is credited in full when 16 who were referred verify at once, up and down a chain', async () => {
    const referrer = await registerPerson(service.client);
    const people: Person[] = [referrer];
    for (let i = 0; i < 16; i++) people.push(await refer(people[i % 2 ? i : 0] as Person));
    const outcomes = await atOnce(16, (i) => verified(people[i + 1] as Person, '0.01'));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '0.08']);
    expect(await discrepancies(service.database)).toEqual([]);
  });

  it('is nothing where nobody referred, where it is set to nothing, and where the referrer is gone', async () => {
    const alone = await registerPerson(service.client);
    await verified(alone);
    const referrer = await registerPerson(service.client);
    await verified(await refer(referrer), '0');
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '0.00']);

    const orphan = await refer(referrer);
    await service.database.user.delete({ where: { id: referrer.tokens.user.id } });
    await verified(orphan);
    const entries = { userId: { in: [alone, referrer].map(({ tokens }) => tokens.user.id) } };
    expect(await service.database.ledgerEntry.count({ where: entries })).toBe(0);
    expect(await refusals(orphan)).toEqual([]);
  });

  it('waits in no circle for a referrer who is being deleted', async () => {
    const referrer = await registerPerson(service.client);
    const referred = await refer(referrer);
    const asReferrer = service.client.as(referrer.tokens.accessToken);
    const input = { password: referrer.password };
    let deletion: Promise<unknown> | undefined;
    await verified(referred, '2.50', async () => {
      deletion = asReferrer.run(DeleteAccountDocument, { input });
      await pause(300);
    });
    await deletion;
    const { id } = referrer.tokens.user;
    expect(await service.database.user.count({ where: { id } })).toBe(0);
    expect(await service.database.ledgerEntry.count({ where: { userId: id } })).toBe(1);
  });

  it('is not refused after it was credited, whatever is seen then', async () => {
    const [referrer, fingerprint] = [await registerPerson(service.client), uniqueName()];
    const referred = await refer(referrer);
    await verified(referred);
    await signIn(referrer, fingerprint);
    await signIn(referred, fingerprint);
    await verified(referred);
    expect(await refusals(referred)).toEqual([]);
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '2.50']);
  });

  it('is refused when the two were seen on one device after all', async () => {
    const [referrer, fingerprint] = [await registerPerson(service.client), uniqueName()];
    const referred = await refer(referrer, { deviceFingerprint: uniqueName() });
    await signIn(referrer, fingerprint);
    await signIn(referred, fingerprint);
    await verified(referred);
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '0.00']);
    expect(await refusals(referred)).toEqual([{ because: 'device' }]);
  });

  it('is refused when a ring shows itself later', async () => {
    const [first, fingerprint] = [await registerPerson(service.client), uniqueName()];
    const mule = await refer(first);
    const referred = await refer(mule, { deviceFingerprint: fingerprint });
    await signIn(first, fingerprint);
    await verified(referred);
    expect(await balancesOf(service, mule)).toEqual(['0.00', '0.00']);
    expect(await refusals(referred)).toEqual([{ because: 'ring' }]);
  });

  it('is refused when the address has become another one of the referrer’s mailbox', async () => {
    const referrer = await registerPerson(service.client);
    const referred = await refer(referrer);
    const email = referrer.email.replace('@', '+x@');
    await service.database.user.update({
      where: { id: referred.tokens.user.id },
      data: { email, emailKey: email.toLowerCase() },
    });
    await verified(referred);
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '0.00']);
    expect(await refusals(referred)).toEqual([{ because: 'mailbox' }]);
  });

  it('is refused to a mailbox that earned one before AUTH_SECRET was rotated', async () => {
    const referrer = await registerPerson(service.client);
    const first = await refer(referrer);
    await verified(first);
    const second = await refer(referrer, { email: first.email.replace('@', '+2@') });
    await verified(second, '2.50', undefined, mailboxes(systemRandomness.bytes(32), SECRET));
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '2.50']);
    expect(await refusals(second)).toEqual([{ because: 'mailbox' }]);
  });

  it('is not refused for the same user agent', async () => {
    const referrer = await registerPerson(service.client);
    const referred = await refer(referrer);
    await verified(referred);
    expect(await refusals(referred)).toEqual([]);
    expect(await balancesOf(service, referrer)).toEqual(['0.00', '2.50']);
  });
});
