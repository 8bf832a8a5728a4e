import { Duration } from '../../../src/core/duration.js';
import { LoginDocument, MeDocument, RegisterDocument } from '../../../src/generated/client/operations.js';
import { outcomesAtOnce, times } from '../../support/outcomes.js';
import { newcomer, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const LIMIT = 3;
const WINDOW = Duration.minutes(60);
const env = { DEVICE_ACCOUNTS_LIMIT: String(LIMIT), DEVICE_ACCOUNTS_WINDOW: '1h' };

let service: TestService;
const stop = () => service.stop();
const register = (deviceFingerprint?: string) =>
  registerPerson(service.client, deviceFingerprint === undefined ? {} : { deviceFingerprint });
const refusal = (deviceFingerprint: string) =>
  service.client.refusal(RegisterDocument, { input: newcomer({ deviceFingerprint }) });

/** What was recorded since, in order. */
async function signals(since: Date) {
  const rows = await service.database.auditEvent.findMany({
    where: { type: 'device_shared', createdAt: { gte: since } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ userId, metadata }) => ({ userId, metadata }));
}

async function fill(fingerprint: string, count = LIMIT): Promise<void> {
  for (let i = 0; i < count; i++) await register(fingerprint);
}

describe('many accounts on one device', () => {
  beforeAll(async () => {
    service = await startService({ env });
  });
  afterAll(stop);

  it('are told of from the one on that is too many, with their number', async () => {
    const [fingerprint, since] = [uniqueName(), service.clock.now()];
    await fill(fingerprint);
    expect(await signals(since)).toEqual([]);
    const people = [await register(fingerprint), await register(fingerprint)];
    expect(await signals(since)).toEqual([
      { userId: people[0]?.tokens.user.id, metadata: { accounts: 4 } },
      { userId: people[1]?.tokens.user.id, metadata: { accounts: 5 } },
    ]);
    expect(service.log.text).toContain('device_shared');
    expect(service.log.text).not.toContain(fingerprint);
  });

  it('count within the window alone', async () => {
    const [fingerprint, since] = [uniqueName(), service.clock.now()];
    await fill(fingerprint);
    service.clock.advance(WINDOW);
    await fill(fingerprint);
    expect(await signals(since)).toEqual([]);
  });

  it('count by the fingerprint alone: a user agent is everybody’s', async () => {
    const since = service.clock.now();
    for (let i = 0; i <= LIMIT; i++) await register();
    await register('\u0000user-agent:node');
    expect(await signals(since)).toEqual([]);
  });

  it('count each account once, however often it signs in, and those that came by signing in too', async () => {
    const [fingerprint, since] = [uniqueName(), service.clock.now()];
    const first = await register(fingerprint);
    const visitor = await register();
    for (const person of [first, first, first, visitor]) {
      const input = {
        usernameOrEmail: person.email,
        password: person.password,
        deviceFingerprint: fingerprint,
      };
      await service.client.run(LoginDocument, { input });
    }
    await register(fingerprint);
    expect(await signals(since)).toEqual([]);
    await register(fingerprint);
    expect(await signals(since)).toMatchObject([{ metadata: { accounts: 4 } }]);
  });
});

describe('many accounts on one device, where that is refused', () => {
  beforeAll(async () => {
    service = await startService({ env: { ...env, DEVICE_ACCOUNTS_POLICY: 'refuse' } });
  });
  afterAll(stop);

  it('leave nothing of the one too many but the event', async () => {
    const [fingerprint, since] = [uniqueName(), service.clock.now()];
    await fill(fingerprint);
    const counts = async () => [
      await service.database.user.count(),
      await service.database.device.count(),
      await service.database.session.count(),
      await service.database.passwordHash.count(),
      await service.database.auditEvent.count({ where: { type: 'registered' } }),
    ];
    const before = await counts();
    const refused = await refusal(fingerprint);
    expect(refused).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
    expect(refused['retryAfter']).toBeGreaterThan(WINDOW.seconds - 60);
    expect(refused['retryAfter']).toBeLessThanOrEqual(WINDOW.seconds);
    expect(await counts()).toEqual(before);
    expect(await signals(since)).toEqual([{ userId: null, metadata: { accounts: 4 } }]);
  });

  it('are taken again once the window is over, not before', async () => {
    const fingerprint = uniqueName();
    await register(fingerprint);
    service.clock.advance(Duration.minutes(30));
    await fill(fingerprint, LIMIT - 1);
    const retryAfter = Number((await refusal(fingerprint))['retryAfter']);
    expect(retryAfter).toBeLessThanOrEqual(30 * 60);
    service.clock.advance(Duration.seconds(retryAfter - 20));
    expect((await refusal(fingerprint)).code).toBe('RATE_LIMITED');
    service.clock.advance(Duration.seconds(20));
    const { tokens } = await register(fingerprint);
    const { me } = await service.client.as(tokens.accessToken).run(MeDocument, {});
    expect(me?.id).toBe(tokens.user.id);
    expect((await refusal(fingerprint)).code).toBe('RATE_LIMITED');
  });

  it('hinder nobody on another device, or without a fingerprint', async () => {
    const fingerprint = uniqueName();
    await fill(fingerprint);
    await refusal(fingerprint);
    await register(uniqueName());
    await register();
  });

  it('are no more than the limit of 16 at once', async () => {
    const [fingerprint, since] = [uniqueName(), service.clock.now()];
    const { won, codes } = await outcomesAtOnce(16, () =>
      service.client.ask(RegisterDocument, { input: newcomer({ deviceFingerprint: fingerprint }) }),
    );
    expect(won).toHaveLength(LIMIT);
    expect(codes).toEqual(times(16 - LIMIT, 'RATE_LIMITED'));
    expect(await signals(since)).toEqual(times(16 - LIMIT, { userId: null, metadata: { accounts: 4 } }));
  });
});
