import {
  ChangePasswordDocument,
  LoginDocument,
  LogoutDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
} from '../../../src/generated/client/operations.js';
import { ageSession, PAST_RECOVERY } from '../../support/aged-sessions.js';
import { claimsOf } from '../../support/outcomes.js';
import { PASSWORD, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const NEW_PASSWORD = 'Correct-Horse-9';

describe('auditEvents', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const idOf = (person: Person) => person.tokens.user.id;
  const sessionOf = (tokens: { refreshToken: string }) => String(claimsOf(tokens.refreshToken)['sid']);
  const eventsOf = (person: Person) =>
    service.database.auditEvent.findMany({ where: { userId: idOf(person) }, orderBy: { id: 'asc' } });
  const typesOf = async (person: Person) => (await eventsOf(person)).map(({ type }) => type);
  const login = (person: Person, password = PASSWORD) =>
    service.client.ask(LoginDocument, { input: { usernameOrEmail: person.username, password } });

  /** Each thing that can happen to an account, and what is written of it. AU-1 */
  const ACTIONS: readonly [
    what: string,
    act: (person: Person) => Promise<unknown>,
    type: string,
    outcome: string,
  ][] = [
    ['a login', (person) => login(person), 'logged_in', 'SUCCESS'],
    ['a failed login', (person) => login(person, 'Wrong-Password-1'), 'login_failed', 'FAILURE'],
    [
      'a logout',
      ({ tokens }) => service.client.as(tokens.accessToken).run(LogoutDocument, {}),
      'logged_out',
      'SUCCESS',
    ],
    [
      'a logout everywhere',
      ({ tokens }) =>
        service.client.as(tokens.accessToken).run(LogoutDocument, { input: { everywhere: true } }),
      'logged_out_everywhere',
      'SUCCESS',
    ],
    [
      'the end of a session',
      ({ tokens }) =>
        service.client
          .as(tokens.accessToken)
          .run(RevokeSessionDocument, { input: { sessionId: sessionOf(tokens) } }),
      'session_revoked',
      'SUCCESS',
    ],
    [
      'the end of the other sessions',
      ({ tokens }) => service.client.as(tokens.accessToken).run(RevokeOtherSessionsDocument, {}),
      'other_sessions_revoked',
      'SUCCESS',
    ],
    [
      'a request for a reset link',
      ({ email }) => service.client.run(RequestPasswordResetDocument, { input: { email } }),
      'password_reset_requested',
      'SUCCESS',
    ],
    [
      'a change of password',
      ({ tokens }) =>
        service.client
          .as(tokens.accessToken)
          .run(ChangePasswordDocument, { input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD } }),
      'password_changed',
      'SUCCESS',
    ],
    [
      'a failed change of password',
      ({ tokens }) =>
        service.client
          .as(tokens.accessToken)
          .ask(ChangePasswordDocument, { input: { currentPassword: 'Wrong-1!', newPassword: NEW_PASSWORD } }),
      'password_change_failed',
      'FAILURE',
    ],
  ];

  it.each(ACTIONS)('AU-1: tell of %s, once', async (_what, act, type, outcome) => {
    const person = await registerPerson(service.client);
    await act(person);
    const [registered, event, ...more] = await eventsOf(person);
    expect(registered).toMatchObject({ type: 'registered', actorId: idOf(person) });
    expect(event).toMatchObject({ type, outcome, userId: idOf(person), ipAddress: '127.0.0.1' });
    expect(more).toEqual([]);
  });

  it('AU-1: tell of a password reset', async () => {
    const person = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const token = await service.mailbox.token(person.email);
    await service.client.run(ResetPasswordDocument, { input: { token, newPassword: NEW_PASSWORD } });
    expect(await typesOf(person)).toEqual([
      'registered',
      'password_reset_requested',
      'password_reset',
      // The link was mailed to the address.
      'email_verified',
    ]);
  });

  it('RT-2: tell of an old refresh token that came back, and of whose session it ended', async () => {
    const person = await registerPerson(service.client);
    const refresh = (refreshToken: string) =>
      service.client.ask(RefreshTokenDocument, { input: { refreshToken } });
    await refresh(person.tokens.refreshToken);
    await ageSession(service.database, person.tokens.refreshToken, PAST_RECOVERY);
    await refresh(person.tokens.refreshToken);
    const [, event] = await eventsOf(person);
    expect(event).toMatchObject({
      type: 'refresh_token_reused',
      outcome: 'FAILURE',
      actorId: null,
      sessionId: sessionOf(person.tokens),
    });
    // A second time there is no session left to end, and nothing to tell.
    await refresh(person.tokens.refreshToken);
    expect(await eventsOf(person)).toHaveLength(2);
  });

  it('AU-2: say when, who, whom, from where and in which request', async () => {
    const person = await registerPerson(service.client);
    const refused = await service.client.refusal(
      LoginDocument,
      { input: { usernameOrEmail: person.email, password: 'Wrong-Password-1' } },
      { headers: { 'user-agent': `<b>${'x'.repeat(400)}` } },
    );
    const [, event] = await eventsOf(person);
    expect(event).toMatchObject({
      actorId: null,
      requestId: refused['requestId'],
      userAgent: `<b>${'x'.repeat(253)}`,
      sessionId: null,
    });
    expect(Math.abs(service.clock.now().getTime() - (event?.createdAt.getTime() ?? 0))).toBeLessThan(5_000);
  });

  it('write a failed login of nobody down as well, in as many rows', async () => {
    const before = await service.database.auditEvent.count({ where: { userId: null } });
    await service.client.refusal(LoginDocument, {
      input: { usernameOrEmail: uniqueName(), password: 'Wrong-Password-1' },
    });
    expect(await service.database.auditEvent.count({ where: { userId: null } })).toBe(before + 1);
  });

  it('AU-3: stay out when the change they would tell of is rolled back', async () => {
    const person = await registerPerson(service.client);
    const before = await service.database.auditEvent.count();
    const { code } = await service.client
      .as(person.tokens.accessToken)
      .refusal(RevokeSessionDocument, { input: { sessionId: '00000000-0000-4000-8000-000000000000' } });
    expect(code).toBe('NOT_FOUND');
    expect(await service.database.auditEvent.count()).toBe(before);
  });

  it('AU-3: can not be changed, not even by a program that holds the database', async () => {
    const person = await registerPerson(service.client);
    const change = service.database.auditEvent.updateMany({
      where: { userId: idOf(person) },
      data: { outcome: 'FAILURE' },
    });
    await expect(change).rejects.toThrow(/append-only/);
  });
});
