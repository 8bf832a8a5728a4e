import {
  AuditEventsDocument,
  MeDocument,
  RevokeServiceKeyDocument,
  SuspendUserDocument,
  UserDocument,
  UsersDocument,
} from '../../../src/generated/client/operations.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { clientOf, withKey } from '../../support/administrators.js';
import type { Answer, RequestOptions } from '../../support/client.js';
import { codesOf, pause } from '../../support/outcomes.js';
import { type Person, registerPerson } from '../../support/people.js';
import { sendRaw } from '../../support/raw-http.js';
import { CHANGES, Scripts } from '../../support/scripts.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';
import { type Instances, startTwoInstances } from '../../support/two-instances.js';

let instances: Instances;
let service: TestService;
let scripts: Scripts;
beforeAll(async () => {
  instances = await startTwoInstances();
  service = instances.one;
  scripts = await Scripts.of(service);
}, START_LIMIT);
afterAll(() => instances.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;

describe('a service key that is revoked', () => {
  const revoke = (serviceKeyId: string) =>
    clientOf(service, scripts.administrator).run(RevokeServiceKeyDocument, { input: { serviceKeyId } });

  it('opens nothing from the next request on, on every instance', async () => {
    const { secret, id } = await scripts.keyFor('USERS_READ', 'USERS_WRITE', 'EVENTS');
    const person = await registerPerson(service.client);
    await service.client.run(UsersDocument, { first: 1 }, withKey(secret));
    await revoke(id);
    for (const { client } of [instances.one, instances.other]) {
      const asked = [
        client.refusal(UsersDocument, { first: 1 }, withKey(secret)),
        client.refusal(AuditEventsDocument, { first: 1 }, withKey(secret)),
        client.refusal(
          SuspendUserDocument,
          { input: { userId: idOf(person), reason: 'x' } },
          withKey(secret),
        ),
      ];
      expect((await Promise.all(asked)).map(({ code }) => code)).toEqual(Array(3).fill('TOKEN_INVALID'));
    }
  });

  it('AD-1: changes nothing, though the script asked before', async () => {
    const { secret, id } = await scripts.keyFor('USERS_WRITE');
    const person = await registerPerson(service.client);
    let asked: Promise<Answer<unknown>> | undefined;
    await inTransaction(service.database, async (tx) => {
      await tx.$executeRaw`DELETE FROM service_keys WHERE id = ${id}::uuid`;
      asked = CHANGES.adjustBalance(service.client, idOf(person), withKey(secret));
      // The key was good at the request, and the change waits for its row.
      await pause(300);
    });
    expect(codesOf((await asked) as Answer<unknown>)).toEqual(['TOKEN_INVALID']);
    const { balance } = await service.database.user.findUniqueOrThrow({ where: { id: idOf(person) } });
    expect(balance.toFixed(2)).toBe('0.00');
  });
});

describe('a request with an access token and a service key', () => {
  const both = (person: Person, secret: string): RequestOptions => ({
    token: person.tokens.accessToken,
    ...withKey(secret),
  });

  it('AD-7: is the user’s alone: the key lifts nobody', async () => {
    const { secret, id } = await scripts.keyFor('USERS_READ', 'USERS_WRITE', 'EVENTS');
    const person = await registerPerson(service.client);
    const other = await registerPerson(service.client);
    const ask = both(person, secret);
    expect(await service.client.refusal(UsersDocument, {}, ask)).toMatchObject({ code: 'FORBIDDEN' });
    expect(codesOf((await CHANGES.suspendUser(service.client, idOf(other), ask)) as Answer<unknown>)).toEqual(
      ['FORBIDDEN'],
    );
    const { auditEvents } = await service.client.run(AuditEventsDocument, {}, ask);
    expect(new Set(auditEvents.nodes.map(({ userId }) => userId))).toEqual(new Set([idOf(person)]));
    expect(await scripts.eventsBy(id)).toEqual([]);
  });

  it('is refused for its token, even with a good key', async () => {
    const { secret } = await scripts.keyFor('USERS_READ');
    const stale = { token: 'stale', ...withKey(secret) };
    expect((await service.client.refusal(UsersDocument, {}, stale)).code).toBe('TOKEN_INVALID');
  });

  it('is an administrator’s, whatever the key may do, and names the administrator', async () => {
    const { secret, id } = await scripts.keyFor('INTROSPECT');
    const person = await registerPerson(service.client);
    await service.client.run(UserDocument, { id: idOf(person) }, both(scripts.administrator, secret));
    await CHANGES.adjustBalance(service.client, idOf(person), both(scripts.administrator, secret));
    expect(await scripts.eventsBy(id)).toEqual([]);
    const events = await service.database.auditEvent.findMany({
      where: { actorId: idOf(scripts.administrator), userId: idOf(person) },
    });
    expect(events.map(({ type }) => type).sort()).toEqual(['administration_read', 'balance_adjusted']);
  });
});

describe('a service key in a request', () => {
  it('changes nothing over GET, and is read from its header alone', async () => {
    const { secret, id } = await scripts.keyFor('USERS_READ', 'USERS_WRITE');
    const person = await registerPerson(service.client);
    const get = (search: Record<string, string>, headers = {}) =>
      sendRaw(`${service.client.url}?${new URLSearchParams(search)}`, {
        method: 'GET',
        headers: { 'apollo-require-preflight': '1', ...headers },
      });
    const query = `mutation { revokeUserSessions(input: { userId: "${idOf(person)}" }) { success } }`;
    const changed = await get({ query }, withKey(secret).headers);
    expect([changed.status, changed.headers['allow']]).toEqual([405, 'POST']);
    const named = await get({ query: '{ users { nodes { id } } }', 'latchkey-service-key': secret });
    expect(named.text).toContain('UNAUTHENTICATED');
    expect(await scripts.eventsBy(id)).toEqual([]);
    expect(await service.database.session.count({ where: { userId: idOf(person) } })).toBe(1);
  });

  it('is never taken for a user', async () => {
    const { secret } = await scripts.keyFor('USERS_READ', 'USERS_WRITE', 'EVENTS', 'INTROSPECT');
    expect(await service.client.run(MeDocument, {}, withKey(secret))).toEqual({ me: null });
    const { errors } = await service.client.raw('{ node(id: "x") { id } }', {}, withKey(secret));
    expect(errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

describe('limits of services', () => {
  let limited: TestService;
  let guests: Scripts;
  beforeAll(async () => {
    limited = await startService({ env: { RATE_LIMITS: 'on' } });
    guests = await Scripts.of(limited);
  }, START_LIMIT);
  afterAll(() => limited.stop());
  const nobody = '00000000-0000-4000-8000-000000000000';

  it('RL-2: count each key by itself', async () => {
    const [busy, quiet] = [await guests.keyFor('USERS_WRITE'), await guests.keyFor('USERS_WRITE')];
    const change = async (options: RequestOptions) =>
      codesOf(await CHANGES.reinstateUser(limited.client, nobody, options));
    const answers = await Promise.all(Array.from({ length: 61 }, () => change(withKey(busy.secret))));
    expect(answers.flat().filter((code) => code === 'RATE_LIMITED')).toHaveLength(1);
    expect(await change(withKey(quiet.secret))).toEqual(['NOT_FOUND']);
    expect(await change({ token: guests.administrator.tokens.accessToken })).toEqual(['NOT_FOUND']);
  });

  it('RL-6: count unknown keys by address, and never keep a good one out', async () => {
    const { secret } = await guests.keyFor('USERS_READ');
    const codeWith = async (key: string) =>
      codesOf(await limited.client.ask(UsersDocument, {}, withKey(key)));
    const guess = (index: number) => codeWith(`lks_${String(index).padStart(43, 'x')}`);
    const guesses = (await Promise.all(Array.from({ length: 30 }, (_, index) => guess(index)))).flat();
    expect(guesses.filter((code) => code === 'TOKEN_INVALID')).toHaveLength(10);
    expect(guesses.filter((code) => code === 'RATE_LIMITED')).toHaveLength(20);
    expect(await codeWith(secret)).toEqual([]);
  });

  it('AU-4: record ten refusals of a key an hour', async () => {
    const { secret, id } = await guests.keyFor('EVENTS');
    for (let tried = 0; tried < 15; tried++)
      expect(codesOf(await limited.client.ask(UsersDocument, {}, withKey(secret)))).toEqual(['FORBIDDEN']);
    expect(await guests.eventsBy(id)).toHaveLength(10);
  });
});
