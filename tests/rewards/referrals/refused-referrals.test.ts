import {
  AuditEventsDocument,
  ExportMyDataDocument,
  LoginDocument,
  RegisterDocument,
} from '../../../src/generated/client/operations.js';
import { newcomer, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

describe('a referral', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  /** Registers by somebody's code. */
  const refer = (referrer: Person, overrides: Parameters<typeof newcomer>[0] = {}) =>
    registerPerson(service.client, { referralCode: referrer.tokens.user.referralCode, ...overrides });

  async function referrerOf({ tokens }: Person): Promise<string | null | undefined> {
    const row = await service.database.user.findUnique({ where: { id: tokens.user.id } });
    return row?.referredById;
  }

  async function refusals({ tokens }: Person): Promise<unknown[]> {
    const where = { type: 'referral_refused', userId: tokens.user.id };
    return (await service.database.auditEvent.findMany({ where })).map(({ metadata }) => metadata);
  }

  async function expectRefused(person: Person, because: string): Promise<void> {
    expect(await referrerOf(person)).toBeNull();
    expect(await refusals(person)).toEqual([{ because }]);
  }

  async function expectAccepted(person: Person, referrer: Person): Promise<void> {
    expect(await referrerOf(person)).toBe(referrer.tokens.user.id);
    expect(await refusals(person)).toEqual([]);
  }

  it('is noted, whatever the two have in common but a mailbox or a device', async () => {
    const referrer = await registerPerson(service.client, { deviceFingerprint: uniqueName() });
    // The same domain, and the same user agent.
    await expectAccepted(await refer(referrer), referrer);
    await expectAccepted(await refer(referrer, { deviceFingerprint: uniqueName() }), referrer);
  });

  it('is refused to the mailbox of the referrer, and the account is made all the same', async () => {
    const name = uniqueName();
    const referrer = await registerPerson(service.client, { email: `${name}@example.com` });
    await expectRefused(await refer(referrer, { email: `${name.toUpperCase()}+2@Example.com` }), 'mailbox');
  });

  it('does not tell the new user that it was refused, or anybody could look for the mailbox of a referrer', async () => {
    const name = uniqueName();
    const referrer = await registerPerson(service.client, { email: `${name}@example.com` });
    const [refused, accepted] = [
      await refer(referrer, { email: `${name}+2@example.com` }),
      await refer(referrer),
    ];
    const told = async ({ tokens }: Person) => {
      const client = service.client.as(tokens.accessToken);
      const asked = { filter: { types: ['REFERRAL_REFUSED' as const, 'REGISTERED' as const] } };
      const { nodes } = (await client.run(AuditEventsDocument, asked)).auditEvents;
      const { account, events } = (await client.run(ExportMyDataDocument, {})).exportMyData as {
        account: Record<string, unknown>;
        events: { newest: { type: string }[] };
      };
      const all = (await client.run(AuditEventsDocument, {})).auditEvents.nodes;
      return {
        nodes: nodes.map(({ type }) => type),
        all: all.map(({ type }) => type).sort(),
        account: Object.keys(account),
        referrer: account['referredById'],
        events: events.newest.map(({ type }) => type),
      };
    };
    await expectRefused(refused, 'mailbox');
    expect(await told(refused)).toEqual(await told(accepted));
    expect((await told(refused)).nodes).toEqual(['REGISTERED']);
  });

  it('is refused to the Gmail mailbox of the referrer, however it is written', async () => {
    const name = uniqueName();
    const referrer = await registerPerson(service.client, { email: `${name}@gmail.com` });
    const email = `${name[0]}.${name.slice(1)}+x@googlemail.com`;
    await expectRefused(await refer(referrer, { email }), 'mailbox');
  });

  it('is refused to a device that the referrer has registered with', async () => {
    const deviceFingerprint = uniqueName();
    const referrer = await registerPerson(service.client, { deviceFingerprint });
    await expectRefused(await refer(referrer, { deviceFingerprint }), 'device');
  });

  it('is refused to a device that the referrer has signed in with later', async () => {
    const deviceFingerprint = uniqueName();
    const referrer = await registerPerson(service.client);
    const input = { usernameOrEmail: referrer.email, password: referrer.password, deviceFingerprint };
    await service.client.run(LoginDocument, { input });
    await expectRefused(await refer(referrer, { deviceFingerprint }), 'device');
  });

  it('takes no fingerprint for the user agent that it imitates', async () => {
    const referrer = await registerPerson(service.client);
    await expectAccepted(await refer(referrer, { deviceFingerprint: '\u0000user-agent:node' }), referrer);
  });

  it('is refused to a ring by mailbox, however many are between', async () => {
    const name = uniqueName();
    const first = await registerPerson(service.client, { email: `${name}@example.com` });
    let last = first;
    for (let i = 0; i < 5; i++) last = await refer(last);
    await expectRefused(await refer(last, { email: `${name}+again@example.com` }), 'ring');
  });

  it('is refused to a ring by device', async () => {
    const deviceFingerprint = uniqueName();
    const first = await registerPerson(service.client, { deviceFingerprint });
    const mule = await refer(first);
    await expectRefused(await refer(mule, { deviceFingerprint }), 'ring');
  });

  it('is no ring where two were referred by the same person', async () => {
    const deviceFingerprint = uniqueName();
    const referrer = await registerPerson(service.client);
    await refer(referrer, { deviceFingerprint });
    await expectAccepted(await refer(referrer, { deviceFingerprint }), referrer);
  });

  it('is an error when its code is nobody’s, and no account is made', async () => {
    const input = newcomer({ referralCode: 'NOBODY', deviceFingerprint: uniqueName() });
    expect(await service.client.refusal(RegisterDocument, { input })).toMatchObject({
      code: 'INVALID_REFERRAL_CODE',
    });
    expect(await service.database.user.count({ where: { username: input.username } })).toBe(0);
  });

  it('is fixed at registration: no further code is taken from whoever had none', async () => {
    const [person, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const late = service.database.user.update({
      where: { id: person.tokens.user.id },
      data: { referredById: other.tokens.user.id },
    });
    await expect(late).rejects.toThrow('fixed at registration');
  });
});
