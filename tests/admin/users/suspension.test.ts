import { Duration } from '../../../src/core/duration.js';
import {
  LoginDocument,
  MeDocument,
  RefreshTokenDocument,
  ReinstateUserDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SuspendUserDocument,
  type SuspendUserInput,
  UserDocument,
} from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import type { Client } from '../../support/client.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
let admin: Person;
let client: Client;
let bystander: Person;
beforeAll(async () => {
  service = await startService();
  admin = await appointedAdministrator(service);
  client = clientOf(service, admin);
  bystander = await registerPerson(service.client);
});
afterAll(() => service.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const inAnHour = () => Duration.minutes(60).after(service.clock.now());
const suspend = async (person: Person, input: Partial<SuspendUserInput> = {}) =>
  (await client.run(SuspendUserDocument, { input: { userId: idOf(person), reason: 'spam', ...input } }))
    .suspendUser.user;
const suspending = (person: Person, until: string) =>
  client.ask(SuspendUserDocument, { input: { userId: idOf(person), reason: 'spam', until } });
const codeOf = async (answer: Promise<{ errors: readonly { extensions?: Record<string, unknown> }[] }>) =>
  (await answer).errors[0]?.extensions?.['code'] ?? 'accepted';
const me = (token: string) => codeOf(service.client.ask(MeDocument, {}, { token }));
const refresh = (refreshToken: string) =>
  codeOf(service.client.ask(RefreshTokenDocument, { input: { refreshToken } }));
const login = (person: Person) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail: person.email, password: PASSWORD } });
const eventsOf = (person: Person, type: string) =>
  service.database.auditEvent.findMany({ where: { userId: idOf(person), type }, orderBy: { id: 'asc' } });

describe('suspendUser', () => {
  it('AD-1: refuses an end that the database would take for another time, and suspends nobody then', async () => {
    const person = await registerPerson(service.client);
    for (const until of ['9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00+01:00', '2999-02-29T00:00:00Z'])
      expect([until, await codeOf(suspending(person, until))]).toEqual([until, 'BAD_USER_INPUT']);
    expect(await me(person.tokens.accessToken)).toBe('accepted');
  });

  it('AD-1: ends every session and link at once, and keeps the right password out', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const token = await service.mailbox.token(person.email);
    const until = inAnHour();
    expect(await suspend(person, { until: until.toISOString() })).toMatchObject({
      id: idOf(person),
      status: 'SUSPENDED',
      suspension: { until: until.toISOString(), reason: 'spam' },
    });
    for (const { accessToken, refreshToken } of [person.tokens, other])
      expect([await me(accessToken), await refresh(refreshToken)]).toEqual([
        'TOKEN_INVALID',
        'ACCOUNT_SUSPENDED',
      ]);
    const reset = { input: { token, newPassword: 'Correct-Horse-9' } };
    expect(await codeOf(service.client.ask(ResetPasswordDocument, reset))).toBe('TOKEN_INVALID');
    const { errors } = await login(person);
    expect(errors[0]?.extensions).toMatchObject({ code: 'ACCOUNT_SUSPENDED', until: until.toISOString() });
  });

  it('changes end and reason of a suspension that there is', async () => {
    const person = await registerPerson(service.client);
    await suspend(person, { until: inAnHour().toISOString() });
    expect(await suspend(person, { reason: 'worse than that' })).toMatchObject({
      suspension: { until: null, reason: 'worse than that' },
    });
    const { user } = await client.run(UserDocument, { id: idOf(person) });
    expect(user?.suspension).toEqual({ until: null, reason: 'worse than that' });
    expect(await eventsOf(person, 'user_suspended')).toMatchObject([
      { reason: 'spam' },
      { reason: 'worse than that', metadata: { until: null } },
    ]);
  });

  it('AD-5: is on record with who did it, to whom, why and until when', async () => {
    const person = await registerPerson(service.client);
    const until = inAnHour().toISOString();
    await suspend(person, { until });
    const [event] = await eventsOf(person, 'user_suspended');
    expect(event).toMatchObject({
      outcome: 'SUCCESS',
      actorId: idOf(admin),
      metadata: { until },
      reason: 'spam',
      ipAddress: '127.0.0.1',
    });
    expect(service.log.lines).toContainEqual(
      expect.objectContaining({
        sentence: 'user_suspended',
        details: expect.objectContaining({
          event: expect.objectContaining({ userId: idOf(person), actorId: idOf(admin) }),
        }),
      }),
    );
  });

  it('is told to the user by mail, without why and without a word of the administrator', async () => {
    const person = await registerPerson(service.client, { languageCode: 'de' });
    await suspend(person, { reason: 'canary of a reason', until: '2099-12-24T18:00:00Z' });
    const mail = await untilSent(person.email, 'Ihr Konto wurde gesperrt');
    expect(mail.text).toContain('Ein Administrator hat Ihr Konto bei latchkey.test gesperrt');
    expect(JSON.stringify(mail)).not.toMatch(/canary of a reason|127\.0\.0\.1|Gerät:/);
    expect(mail.text).toContain('Bis: 24. Dezember 2099 um 18:00 UTC');
  });

  it.each<[string, Partial<SuspendUserInput>, string, string]>([
    ['no reason', { reason: '' }, 'reason', 'isReason'],
    ['a blank reason', { reason: '   ' }, 'reason', 'isReason'],
    ['a reason that is too long', { reason: 'x'.repeat(501) }, 'reason', 'isReason'],
    ['a reason made longer by what is not seen', { reason: '\ufe0f'.repeat(501) }, 'reason', 'isReason'],
    ['a reason of two lines', { reason: 'one\ntwo' }, 'reason', 'isReason'],
    ['a reason with a zero byte', { reason: 'a\u0000b' }, 'reason', 'isReason'],
    ['a reason that turns the text around', { reason: 'a\u202eb' }, 'reason', 'isReason'],
    ['half a character as the reason', { reason: 'a\ud800' }, 'reason', 'isReason'],
    ['an end that is past', { until: '2020-01-01T00:00:00Z' }, 'until', 'future'],
  ])('refuses %s', async (_what, input, field, rule) => {
    const refused = await client.refusal(SuspendUserDocument, {
      input: { userId: idOf(bystander), reason: 'spam', ...input },
    });
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field, rule }] });
    expect(await me(bystander.tokens.accessToken)).toBe('accepted');
  });

  it('takes a reason of 500 characters in any script', async () => {
    const reason = `${'🦊'.repeat(499)}é`;
    expect((await suspend(await registerPerson(service.client), { reason })).suspension?.reason).toBe(reason);
  });

  it.each(['nonsense', '00000000-0000-4000-8000-000000000000'])('finds nobody at %s', async (userId) => {
    const refused = await client.refusal(SuspendUserDocument, { input: { userId, reason: 'spam' } });
    expect(refused.code).toBe('NOT_FOUND');
  });

  it('AD-4: is refused to administrators for themselves, in their language, and is on record', async () => {
    const german = await appointedAdministrator(service, { languageCode: 'de' });
    const refused = await clientOf(service, german).refusal(SuspendUserDocument, {
      input: { userId: idOf(german), reason: 'holidays' },
    });
    expect(refused).toMatchObject({
      code: 'FORBIDDEN',
      status: 403,
      reason: 'ownSuspension',
      message: 'Sie können sich nicht selbst sperren',
    });
    expect(await me(german.tokens.accessToken)).toBe('accepted');
    expect(await eventsOf(german, 'administration_refused')).toMatchObject([
      {
        metadata: { operation: 'suspendUser', targetId: idOf(german), because: 'ownSuspension' },
        actorId: idOf(german),
        outcome: 'FAILURE',
      },
    ]);
  });
});

describe('a suspension', () => {
  it('AD-1: is lifted by reinstateUser, which brings back no session and no link', async () => {
    const person = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const token = await service.mailbox.token(person.email);
    await suspend(person);
    for (const usernameOrEmail of [person.email, person.username]) {
      const input = { usernameOrEmail, password: PASSWORD };
      expect(await codeOf(service.client.ask(LoginDocument, { input }))).toBe('ACCOUNT_SUSPENDED');
    }
    const { reinstateUser } = await client.run(ReinstateUserDocument, {
      input: { userId: idOf(person), reason: 'a mistake of ours' },
    });
    expect(reinstateUser).toMatchObject({
      success: true,
      message: 'The suspension of the user has ended',
      user: { status: 'ACTIVE', suspension: null },
    });
    expect([await me(person.tokens.accessToken), await refresh(person.tokens.refreshToken)]).toEqual([
      'TOKEN_INVALID',
      'TOKEN_INVALID',
    ]);
    const reset = { input: { token, newPassword: 'Correct-Horse-9' } };
    expect(await codeOf(service.client.ask(ResetPasswordDocument, reset))).toBe('TOKEN_INVALID');
    expect(await codeOf(login(person))).toBe('accepted');
    expect(await eventsOf(person, 'user_reinstated')).toMatchObject([
      { actorId: idOf(admin), reason: 'a mistake of ours' },
    ]);
    const missing = await client.refusal(ReinstateUserDocument, { input: { userId: 'nobody' } });
    expect(missing.code).toBe('NOT_FOUND');
  });

  it('ends by itself, and brings back no session either', async () => {
    const person = await registerPerson(service.client);
    await suspend(person, { until: inAnHour().toISOString() });
    service.clock.advance(Duration.minutes(61));
    expect(await me(person.tokens.accessToken)).toMatch(/TOKEN_(INVALID|EXPIRED)/);
    expect(await codeOf(login(person))).toBe('accepted');
    const { accessToken } = await logIn(service.client, admin);
    const { user } = await service.client.as(accessToken).run(UserDocument, { id: idOf(person) });
    expect(user).toMatchObject({ status: 'ACTIVE', suspension: null });
    client = service.client.as(accessToken);
  });
});

/** The mail with this subject, once it has left. */
async function untilSent(address: string, subject: string) {
  for (let tries = 0; tries < 500; tries++) {
    const mail = service.mailbox.to(address).find((one) => one.subject === subject);
    if (mail !== undefined) return mail;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('No such mail');
}
