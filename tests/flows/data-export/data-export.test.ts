import { randomUUID } from 'node:crypto';
import { tableNames } from '../../../src/app/registers.js';
import {
  ExportMyDataDocument,
  RequestEmailChangeDocument,
} from '../../../src/generated/client/operations.js';
import { newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

interface Exported {
  exportedAt: string;
  account: Record<string, unknown>;
  sessions: Record<string, unknown>[];
  devices: Record<string, unknown>[];
  mailedLinks: Record<string, unknown>[];
  ledger: Record<string, unknown>[];
  serviceKeys: Record<string, unknown>[];
  events: { newest: Record<string, unknown>[]; limitedTo: number };
}

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const exportOf = async ({ tokens }: Person) =>
  (await service.client.as(tokens.accessToken).run(ExportMyDataDocument, {})).exportMyData as Exported;

/** Of its fields: a value may spell anything by chance, such as a referral code. */
const namesIn = (json: string) => [...json.matchAll(/"(\w+)":/g)].map(([, name]) => String(name));

describe('exportMyData', () => {
  it('tells all that is stored of the user', async () => {
    const person = await registerPerson(service.client, { deviceFingerprint: 'a laptop of theirs' });
    const { id, username, email, referralCode } = person.tokens.user;
    const wanted = newcomer().email;
    await service.client.as(person.tokens.accessToken).run(RequestEmailChangeDocument, {
      input: { newEmail: wanted, password: PASSWORD },
    });
    await service.database.ledgerEntry.create({
      data: {
        id: '01900000-0000-7000-8000-000000000002',
        userId: id,
        account: 'REFERRAL',
        amount: '5.00',
        reason: 'test',
        reference: 'one',
        createdAt: new Date(),
      },
    });
    const data = await exportOf(person);
    expect(data.account).toMatchObject({ id, username, email, referralCode, role: 'USER', balance: '0.00' });
    expect(data.account['passwordChangedAt']).toMatch(/^\d{4}-/);
    expect(data.account['passwordBreachToldAt']).toBeNull();
    expect(data.sessions).toMatchObject([{ ipAddress: '127.0.0.1' }]);
    expect(data.devices).toEqual([{ firstSeenAt: expect.any(String), lastSeenAt: expect.any(String) }]);
    expect(data.mailedLinks).toMatchObject([
      { purpose: 'EMAIL_VERIFICATION', email },
      { purpose: 'EMAIL_CHANGE', email: wanted },
    ]);
    expect(data.ledger).toMatchObject([{ account: 'REFERRAL', amount: '5.00', reason: 'test' }]);
    expect(data.events.newest.map(({ type }) => type)).toEqual(['email_change_requested', 'registered']);
    expect(data.events.limitedTo).toBe(1000);
    const again = await exportOf(person);
    expect(again.events.newest[0]).toMatchObject({ type: 'data_exported', userId: id });
  });

  it('tells administrators which service keys they made, and not what those are', async () => {
    const [person, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const createdAt = new Date('2026-01-02T03:04:05Z');
    await service.database.serviceKey.createMany({
      data: [person, other].map(({ tokens, username }, index) => ({
        id: `01900000-0000-7000-8000-00000000001${index}`,
        name: `of ${username}`,
        digest: Buffer.from(`digest ${index}`),
        createdById: tokens.user.id,
        createdAt,
      })),
    });
    expect((await exportOf(person)).serviceKeys).toEqual([
      {
        name: `of ${person.username}`,
        scopes: ['introspect'],
        createdAt: createdAt.toISOString(),
        lastUsedAt: null,
      },
    ]);
  });

  it('DO-7: has an end, however often its user has signed in and from however many devices', async () => {
    const person = await registerPerson(service.client);
    const userId = person.tokens.user.id;
    const [own] = await service.database.session.findMany({ where: { userId } });
    if (own === undefined) throw new Error('no session');
    const later = (index: number) => new Date(own.lastUsedAt.getTime() + index * 1000);
    const many = Array.from({ length: 1100 }, (_, index) => index);
    await service.database.session.createMany({
      data: many.map((index) => ({ ...own, id: randomUUID(), lastUsedAt: later(index) })),
    });
    await service.database.device.createMany({
      data: many.map((index) => ({
        userId,
        digest: Buffer.from(`device ${index}`),
        firstSeenAt: later(index),
        lastSeenAt: later(index),
      })),
    });
    const data = await exportOf(person);
    expect([data.sessions.length, data.devices.length]).toEqual([1000, 1000]);
    expect(data.sessions[0]).toMatchObject({ lastUsedAt: later(1099).toISOString() });
    expect(data.devices[0]).toMatchObject({ lastSeenAt: later(1099).toISOString() });
  });

  it('reads every table that knows the user: each belongs to a capability, which declares what an export shows', async () => {
    const rows = await service.database.$queryRaw<{ name: string }[]>`
      SELECT table_name::text AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name IN ('user_id', 'created_by_id')`;
    const declared = Object.values(tableNames);
    expect(rows.length).toBeGreaterThanOrEqual(8);
    expect(rows.map(({ name }) => name).filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('GT-10: tells no hash, no digest and no secret', async () => {
    const person = await registerPerson(service.client, { deviceFingerprint: 'another laptop' });
    const { id: userId } = person.tokens.user;
    const text = JSON.stringify(await exportOf(person));
    const { phc } = await service.database.passwordHash.findUniqueOrThrow({ where: { userId } });
    const digests = [
      ...(await service.database.device.findMany({ where: { userId } })),
      ...(await service.database.oneTimeToken.findMany({ where: { userId } })),
      ...(await service.database.knownDevice.findMany({ where: { userId } })),
    ].map(({ digest }) => Buffer.from(digest));
    expect(digests).toHaveLength(3);
    for (const secret of [phc, ...digests.flatMap((one) => [one.toString('hex'), one.toString('base64')])])
      expect(text).not.toContain(secret);
    expect(namesIn(text).filter((name) => /hash|digest|epoch|generation|phc|_key|Key$/i.test(name))).toEqual(
      [],
    );
  });

  it('tells of nobody else', async () => {
    const referrer = await registerPerson(service.client);
    const { referralCode } = referrer.tokens.user;
    const person = await registerPerson(service.client, { referralCode });
    const text = JSON.stringify(await exportOf(person));
    for (const theirs of [referrer.username, referrer.email]) expect(text).not.toContain(theirs);
  });

  it('is for the signed-in user, ten times an hour', async () => {
    const limited = await startService({ env: { RATE_LIMITS: 'on' } });
    expect(await limited.client.refusal(ExportMyDataDocument, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
    const { tokens } = await registerPerson(limited.client);
    const client = limited.client.as(tokens.accessToken);
    for (let asked = 0; asked < 10; asked++) await client.run(ExportMyDataDocument, {});
    expect(await client.refusal(ExportMyDataDocument, {})).toMatchObject({ code: 'RATE_LIMITED' });
    await limited.stop();
  });
});
