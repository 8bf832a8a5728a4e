import { AuditEventsDocument, LoginDocument } from '../../../src/generated/client/operations.js';
import { logIn, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

describe('auditEvents as a list', () => {
  let service: TestService;
  let person: Person;
  beforeAll(async () => {
    service = await startService();
    person = await registerPerson(service.client);
    for (let round = 0; round < 4; round++) await logIn(service.client, person);
  });
  afterAll(() => service.stop());

  const idOf = ({ tokens }: Person) => tokens.user.id;
  const failToLogIn = ({ username: usernameOrEmail }: Person) =>
    service.client.ask(LoginDocument, { input: { usernameOrEmail, password: 'Wrong-Password-1' } });
  const list = (variables: object, token = person.tokens.accessToken) =>
    service.client.as(token).ask(AuditEventsDocument, variables);

  it('show users their own events, the newest first', async () => {
    const { data } = await list({});
    expect(data?.auditEvents.nodes.map(({ type }) => type)).toEqual([
      'LOGGED_IN',
      'LOGGED_IN',
      'LOGGED_IN',
      'LOGGED_IN',
      'REGISTERED',
    ]);
    expect(new Set(data?.auditEvents.nodes.map(({ userId }) => userId))).toEqual(new Set([idOf(person)]));
  });

  it('come page by page, each event once, also while new ones arrive', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { data } = await list({ first: 2, after });
      seen.push(...(data?.auditEvents.nodes.map(({ id }) => id) ?? []));
      after = data?.auditEvents.pageInfo.endCursor ?? null;
      if (!data?.auditEvents.pageInfo.hasNextPage) break;
      await failToLogIn(person);
    }
    const { data } = await list({ filter: { outcome: 'SUCCESS' } });
    expect(seen).toEqual(data?.auditEvents.nodes.map(({ id }) => id));
  });

  it('can be narrowed by type, outcome and time', async () => {
    const of = async (filter: object) => (await list({ filter })).data?.auditEvents.nodes.length;
    const now = new Date(Date.now() + 60_000).toISOString();
    expect(await of({ types: ['REGISTERED'] })).toBe(1);
    expect(await of({ types: [] })).toBe(0);
    expect(await of({ outcome: 'SUCCESS', until: now })).toBe(5);
    expect(await of({ since: now })).toBe(0);
    expect(await of({ until: '1900-01-01T00:00:00Z' })).toBe(0);
  });

  it('leave out what a newer version has written, and show the rest', async () => {
    const reader = await registerPerson(service.client);
    await service.database.auditEvent.create({
      data: {
        id: '00000000-0000-7000-8000-000000000001',
        type: 'of_a_newer_version',
        outcome: 'SUCCESS',
        userId: idOf(reader),
        requestId: '00000000-0000-4000-8000-000000000001',
        createdAt: service.clock.now(),
      },
    });
    const types = async () =>
      (await list({}, reader.tokens.accessToken)).data?.auditEvents.nodes.map(({ type }) => type);
    expect(await types()).toEqual(['REGISTERED']);
    await service.database.user.update({ where: { id: idOf(reader) }, data: { role: 'ADMIN' } });
    const { data } = await list({ filter: { userId: idOf(reader) } }, reader.tokens.accessToken);
    expect(data?.auditEvents.nodes.map(({ type }) => type)).toEqual(['REGISTERED']);
  });

  it('GT-9: show nobody the events of somebody else', async () => {
    const other = await registerPerson(service.client);
    const { errors } = await list({ filter: { userId: idOf(person) } }, other.tokens.accessToken);
    expect(errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const anonymous = await service.client.ask(AuditEventsDocument, {});
    expect(anonymous.errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });

  it('show an administrator everybody’s, from the moment of their appointment to that of its end', async () => {
    const admin = await registerPerson(service.client);
    const appoint = (role: 'ADMIN' | 'USER') =>
      service.database.user.update({ where: { id: idOf(admin) }, data: { role } });
    const nodes = async (filter: object) =>
      (await list({ filter, first: 100 }, admin.tokens.accessToken)).data?.auditEvents.nodes;
    const unknown = { usernameOrEmail: 'nobody_here', password: 'Wrong-Password-1' };
    await service.client.ask(LoginDocument, { input: unknown });
    await appoint('ADMIN');
    expect(await nodes({ userId: idOf(person), types: ['REGISTERED'] })).toHaveLength(1);
    expect((await nodes({}))?.map(({ userId }) => userId)).toContain(null);
    await appoint('USER');
    expect(await nodes({ userId: idOf(person) })).toBeUndefined();
    expect(new Set((await nodes({}))?.map(({ userId }) => userId))).toEqual(new Set([idOf(admin)]));
  });

  it.each([
    [{ first: -1 }, 'first'],
    [{ first: 0 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ first: 2_147_483_647 }, 'first'],
    [{ after: 'nonsense' }, 'after'],
    [{ after: "x' OR 1=1 --" }, 'after'],
    [{ filter: { userId: 'nobody' } }, 'filter.userId'],
  ])('DO-7: refuse %j', async (variables, field) => {
    const { errors } = await list(variables);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field }] });
  });
});
