import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import { RegisterDocument, type RegisterInput } from '../../../src/generated/client/operations.js';
import { appointedAdministrator } from '../../support/administrators.js';
import {
  type WatchedDatabase,
  type WatchedEngine,
  watchDatabase,
  watchHashing,
} from '../../support/counting.js';
import { pause } from '../../support/outcomes.js';
import { newcomer, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

/** Registration tells what is taken. To ask it must not be cheaper, or leave less behind, than to register. */

let engine: WatchedEngine;
let watched: WatchedDatabase;
let service: TestService;
beforeAll(async () => {
  engine = await watchHashing();
  watched = await watchDatabase();
  service = await startService({
    adapters: { hashingEngine: engine, database: watched.database },
    env: { RATE_LIMITS: 'on', TRUST_PROXY: '127.0.0.1' },
  });
});
afterAll(async () => {
  await service.stop();
  await watched.cleanup();
});

const events = () =>
  service.database.auditEvent.findMany({ where: { type: 'registration_refused' }, orderBy: { id: 'asc' } });

async function attempt(input: RegisterInput, address = '203.0.113.1') {
  await pause(50);
  const before = await events();
  watched.operations.length = 0;
  engine.forget();
  const headers = { 'x-forwarded-for': address };
  const { errors, text } = await service.client.ask(RegisterDocument, { input }, { headers });
  const operations = [...watched.operations];
  const after = await events();
  return {
    code: errors[0]?.extensions?.['code'],
    text: text.replace(/"requestId":"[^"]*"/, ''),
    operations,
    hashes: [...engine.hashes],
    events: after.slice(before.length).map(({ outcome, metadata, userId, actorId, ipAddress }) => ({
      outcome,
      metadata,
      userId,
      actorId,
      ipAddress,
    })),
  };
}

const traced = (because: string) => [
  { outcome: 'FAILURE', metadata: { because }, userId: null, actorId: null, ipAddress: '203.0.113.1' },
];

describe('a registration that makes no account', () => {
  it('tells nothing of the email beside an invalid referral code: answer, work and traces are the same', async () => {
    const { email } = await registerPerson(service.client);
    const taken = await attempt(newcomer({ email, referralCode: 'NOBODY' }));
    const free = await attempt(newcomer({ referralCode: 'NOBODY' }));
    expect(taken).toEqual(free);
    expect(free).toMatchObject({
      code: 'INVALID_REFERRAL_CODE',
      hashes: [DEFAULT_COST],
      events: traced('INVALID_REFERRAL_CODE'),
    });
  });

  it.each([
    ['email', 'EMAIL_TAKEN'],
    ['username', 'USERNAME_TAKEN'],
  ] as const)(
    'costs what one costs that makes one, and is on record: the %s is taken',
    async (field, code) => {
      const person = await registerPerson(service.client);
      const { referralCode } = person.tokens.user;
      for (const more of [{}, { referralCode }])
        expect(await attempt(newcomer({ [field]: person[field], ...more }))).toMatchObject({
          code,
          hashes: [DEFAULT_COST],
          events: traced(code),
        });
    },
  );

  it.each([
    ['a weak password', { password: 'abc' }, 'WEAK_PASSWORD'],
    ['a bad language', { languageCode: 'not a tag' }, 'BAD_USER_INPUT'],
  ] as const)(
    'costs as much and is on record beside %s, whether the email is taken or free',
    async (_what, broken, code) => {
      const { email } = await registerPerson(service.client);
      for (const input of [newcomer({ email, ...broken }), newcomer(broken)])
        expect(await attempt(input)).toMatchObject({ code, hashes: [DEFAULT_COST], events: traced(code) });
    },
  );

  it('tells nothing of the email beside a weak password and an invalid referral code', async () => {
    const { email } = await registerPerson(service.client);
    const broken = { password: 'abc', referralCode: 'NOBODY' };
    const [taken, free] = [await attempt(newcomer({ email, ...broken })), await attempt(newcomer(broken))];
    expect(taken).toEqual(free);
    expect(free.code).toBe('WEAK_PASSWORD');
  });

  it('is on record too where another one was quicker', async () => {
    const email = newcomer().email;
    const before = (await events()).length;
    const all = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        service.client.ask(
          RegisterDocument,
          { input: newcomer({ email }) },
          { headers: { 'x-forwarded-for': `198.51.100.${index}` } },
        ),
      ),
    );
    const refused = all.flatMap(({ errors }) => errors.map(({ extensions }) => extensions?.['code']));
    const limited = refused.filter((code) => code === 'RATE_LIMITED').length;
    expect((await events()).length - before).toBe(15 - limited);
  });

  it('REG-11: uses up the tries of its address like any other', async () => {
    const { email } = await registerPerson(service.client);
    const address = '203.0.113.66';
    const codes: unknown[] = [];
    for (let index = 0; index < 101; index++) {
      const probe = { headers: { 'x-forwarded-for': address } };
      const input = newcomer({ referralCode: 'NOBODY', ...(index === 0 ? { email } : {}) });
      codes.push((await service.client.refusal(RegisterDocument, { input }, probe)).code);
    }
    expect(codes).toEqual([...Array(100).fill('INVALID_REFERRAL_CODE'), 'RATE_LIMITED']);
  }, 60_000);

  it('is told to administrators', async () => {
    const administrator = await appointedAdministrator(service);
    const { data } = await service.client
      .as(administrator.tokens.accessToken)
      .raw<{ auditEvents: object[] }>(
        '{ auditEvents(filter: { types: [REGISTRATION_REFUSED] }, first: 1) { nodes { type outcome metadata } } }',
      );
    expect(data?.auditEvents).toEqual({
      nodes: [
        { type: 'REGISTRATION_REFUSED', outcome: 'FAILURE', metadata: { because: 'INVALID_REFERRAL_CODE' } },
      ],
    });
  });
});
