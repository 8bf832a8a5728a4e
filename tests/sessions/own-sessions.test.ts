import { randomUUID } from 'node:crypto';
import {
  LogoutDocument,
  MeDocument,
  MySessionsDocument,
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
} from '../../src/generated/client/operations.js';
import { logIn, registerPerson } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';

describe('the signed-in user’s sessions', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const sessionsOf = async (accessToken: string) =>
    (await service.client.as(accessToken).run(MySessionsDocument, {})).me?.sessions ?? [];

  it('S-4: are listed with where they were opened, this one marked', async () => {
    const person = await registerPerson(service.client);
    await logIn(service.client, person);
    const sessions = await sessionsOf(person.tokens.accessToken);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ ipAddress: '127.0.0.1', userAgent: 'node' });
  });

  it('DO-7: are at most a hundred, the last used and this one: whoever logs in without an end must not fill the memory', async () => {
    const person = await registerPerson(service.client);
    const [own] = await service.database.session.findMany({ where: { userId: person.tokens.user.id } });
    if (own === undefined) throw new Error('no session');
    const others = Array.from({ length: 300 }, (_, index) => ({
      ...own,
      id: randomUUID(),
      lastUsedAt: new Date(own.lastUsedAt.getTime() + (index + 1) * 1000),
    }));
    await service.database.session.createMany({ data: others });
    const sessions = await sessionsOf(person.tokens.accessToken);
    const newest = others.slice(-99).reverse();
    expect(sessions.map(({ id }) => id)).toEqual([...newest.map(({ id }) => id), own.id]);
    expect(sessions.at(-1)).toMatchObject({ current: true, userAgent: 'node' });
    await service.client.as(person.tokens.accessToken).run(RevokeOtherSessionsDocument, {});
    expect(await service.database.session.count({ where: { userId: own.userId } })).toBe(1);
  });

  it('can be asked for in the answer that opens one', async () => {
    const { email } = await registerPerson(service.client);
    const answer = await service.client.raw<{ login: { user: { sessions: { current: boolean }[] } } }>(
      'mutation ($input: LoginInput!) { login(input: $input) { user { sessions { current } } } }',
      { input: { usernameOrEmail: email, password: 'Password123!' } },
    );
    expect(answer.data?.login.user.sessions).toHaveLength(2);
  });

  it('can be revoked one by one', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    const mine = service.client.as(person.tokens.accessToken);
    const id = (await sessionsOf(person.tokens.accessToken)).find(({ current }) => !current)?.id ?? '';
    expect(await mine.run(RevokeSessionDocument, { input: { sessionId: id } })).toEqual({
      revokeSession: { success: true, message: 'The session has been ended', sessionId: id },
    });
    expect(await service.client.as(other.accessToken).refusal(MeDocument, {})).toMatchObject({
      code: 'TOKEN_INVALID',
    });
    expect(await mine.refusal(RevokeSessionDocument, { input: { sessionId: id } })).toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
    });
  });

  it('can be revoked all but this one', async () => {
    const person = await registerPerson(service.client);
    await logIn(service.client, person);
    await logIn(service.client, person);
    const { revokeOtherSessions } = await service.client
      .as(person.tokens.accessToken)
      .run(RevokeOtherSessionsDocument, {});
    expect(revokeOtherSessions).toMatchObject({
      success: true,
      user: { id: person.tokens.user.id, sessions: [{ current: true }] },
    });
    expect(await sessionsOf(person.tokens.accessToken)).toMatchObject([{ current: true }]);
  });

  it('S-2: are shown to and ended by their owner alone; to anybody else they are none', async () => {
    const [owner, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const [target] = await sessionsOf(owner.tokens.accessToken);
    const [own] = await sessionsOf(other.tokens.accessToken);
    const id = target?.id ?? '';
    const asOther = service.client.as(other.tokens.accessToken);
    for (const tried of [id, id.toUpperCase(), randomUUID(), 'x', '', owner.tokens.user.id, '%']) {
      const { requestId, ...refused } = await asOther.refusal(RevokeSessionDocument, {
        input: { sessionId: tried },
      });
      expect(refused).toEqual({ code: 'NOT_FOUND', status: 404, message: 'Not found' });
    }
    expect(await sessionsOf(owner.tokens.accessToken)).toMatchObject([{ id, current: true }]);
    expect(await sessionsOf(other.tokens.accessToken)).toMatchObject([{ id: own?.id, current: true }]);
  });

  it('S-2: survive when somebody else ends all of theirs', async () => {
    const [owner, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    await service.client.as(other.tokens.accessToken).run(LogoutDocument, { input: { everywhere: true } });
    const { accessToken } = await logIn(service.client, other);
    await service.client.as(accessToken).run(RevokeOtherSessionsDocument, {});
    expect(await sessionsOf(owner.tokens.accessToken)).toHaveLength(1);
  });
});
