import { Duration } from '../../../src/core/duration.js';
import {
  AuditEventsDocument,
  InviteUserDocument,
  type InviteUserInput,
  LoginDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SetUserRoleDocument,
  SuspendUserDocument,
} from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf, onlyAdministrator } from '../../support/administrators.js';
import { codesOf, outcomesAtOnce, times } from '../../support/outcomes.js';
import { type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const PASSWORD = 'Correct-Horse-9';

let service: TestService;
let admin: Person;
beforeAll(async () => {
  service = await startService({ env: { SERVICE_NAME: 'Acme' } });
  admin = await appointedAdministrator(service);
});
afterAll(() => service.stop());

const newInput = (overrides: Partial<InviteUserInput> = {}): InviteUserInput => {
  const username = uniqueName();
  return { email: `${username}@example.com`, username, ...overrides };
};
const ask = (input: InviteUserInput, by = admin) => clientOf(service, by).ask(InviteUserDocument, { input });
const invite = async (input: InviteUserInput) =>
  (await clientOf(service, admin).run(InviteUserDocument, { input })).inviteUser;
const accept = (token: string, newPassword = PASSWORD) =>
  service.client.ask(ResetPasswordDocument, { input: { token, newPassword } });
const logIn = (usernameOrEmail: string, password = PASSWORD) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail, password } });

/** Invites, and returns the token of the mailed link. */
async function mailedInvitation(
  input = newInput(),
): Promise<{ email: string; token: string; userId: string }> {
  const { user } = await invite(input);
  return { email: input.email, token: await service.mailbox.token(input.email), userId: user.id };
}

describe('an invitation', () => {
  it('creates the account and mails its user a link, in the language of the user', async () => {
    const input = newInput({ languageCode: 'de', role: 'ADMIN' });
    const { success, message, user, expiresAt } = await invite(input);
    expect([success, message]).toEqual([true, 'The invitation has been sent']);
    expect(user).toMatchObject({
      username: input.username,
      email: input.email,
      emailVerified: false,
      languageCode: 'de',
      role: 'ADMIN',
      suspension: null,
    });
    const week = Duration.minutes(7 * 24 * 60).milliseconds;
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - week)).toBeLessThan(60_000);
    await service.mailbox.token(input.email);
    const [mail] = service.mailbox.to(input.email);
    expect(mail?.subject).toBe('Ihre Einladung zu Acme');
    expect(mail?.text).toContain('7 Tage');
    expect(mail?.text).toContain(input.username);
  });

  it('tells the user nothing about the device and the address of the administrator', async () => {
    const { email } = await mailedInvitation();
    const [mail] = service.mailbox.to(email);
    expect(mail?.text).toMatch(/\nWhen: .+ UTC\n/);
    for (const line of ['Device:', 'IP address:', 'Someone', admin.username])
      expect(mail?.text).not.toContain(line);
  });

  it('is accepted by setting a password, which verifies the email and opens no session', async () => {
    const { email, token, userId } = await mailedInvitation();
    expect(codesOf(await logIn(email))).toEqual(['INVALID_CREDENTIALS']);
    const { data } = await accept(token);
    expect(data?.resetPassword).toMatchObject({
      success: true,
      message: 'Your account is ready: sign in with your new password',
      deviceToken: expect.any(String),
    });
    expect(await service.database.session.count({ where: { userId } })).toBe(0);
    const { user } = (await logIn(email)).data?.login ?? {};
    expect(user).toMatchObject({ email, emailVerified: true, role: 'USER' });
    const subjects = service.mailbox.to(email).map(({ subject }) => subject);
    expect(subjects).not.toContain('Your password was reset');
  });

  it('is recorded, and so is its acceptance', async () => {
    const { token, userId } = await mailedInvitation();
    await accept(token);
    const { auditEvents } = await clientOf(service, admin).run(AuditEventsDocument, {
      filter: { userId },
    });
    expect(auditEvents.nodes).toEqual([
      expect.objectContaining({ type: 'EMAIL_VERIFIED', actorId: userId, userId }),
      expect.objectContaining({ type: 'INVITATION_ACCEPTED', actorId: userId, userId }),
      expect.objectContaining({
        type: 'USER_INVITED',
        actorId: admin.tokens.user.id,
        userId,
        metadata: { role: 'USER' },
      }),
    ]);
  });

  it('keeps its link through a weak password', async () => {
    const { token } = await mailedInvitation();
    expect(codesOf(await accept(token, 'weak'))).toEqual(['WEAK_PASSWORD']);
    expect(codesOf(await accept(token))).toEqual([]);
  });

  it('sets one password by 16 uses at once', async () => {
    const { token } = await mailedInvitation();
    const { won, codes } = await outcomesAtOnce(16, (index) => accept(token, `Chosen-Password-${index}!`));
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'TOKEN_INVALID'));
  });

  it('makes one account of 16 invitations at once, and the newest link is valid', async () => {
    const input = newInput();
    const { won } = await outcomesAtOnce(16, () => ask(input));
    expect(new Set(won.map(({ data }) => data.inviteUser.user.id)).size).toBe(1);
    expect(won).toHaveLength(16);
    expect(await service.database.user.count({ where: { email: input.email } })).toBe(1);
    await service.mailbox.token(input.email, 16);
    const { won: accepted } = await outcomesAtOnce(16, (index) =>
      accept(service.mailbox.tokens(input.email)[index] ?? ''),
    );
    expect(accepted).toHaveLength(1);
  });
});

describe('an invitation ends', () => {
  it('with the next invitation of the same user, which changes nothing else', async () => {
    const input = newInput();
    const { email, token } = await mailedInvitation(input);
    const again = await invite({ email: email.toUpperCase(), role: 'ADMIN', languageCode: 'fr' });
    expect(again.user).toMatchObject({ username: input.username, email, role: 'USER', languageCode: 'en' });
    const newer = await service.mailbox.token(email, 2);
    expect(codesOf(await accept(token))).toEqual(['TOKEN_INVALID']);
    expect(codesOf(await accept(newer))).toEqual([]);
  });

  it('with a reset that the user requests meanwhile', async () => {
    const { email, token } = await mailedInvitation();
    await service.client.run(RequestPasswordResetDocument, { input: { email } });
    const reset = await service.mailbox.token(email, 2);
    expect(codesOf(await accept(reset))).toEqual([]);
    expect(codesOf(await accept(token))).toEqual(['TOKEN_INVALID']);
  });

  it('with a suspension', async () => {
    const { token, userId } = await mailedInvitation();
    await clientOf(service, admin).run(SuspendUserDocument, { input: { userId, reason: 'test' } });
    expect(codesOf(await accept(token))).toEqual(['TOKEN_INVALID']);
  });

  it('after INVITATION_TTL', async () => {
    const { token } = await mailedInvitation();
    const other = await mailedInvitation();
    service.clock.advance(Duration.minutes(7 * 24 * 60 - 1));
    expect(codesOf(await accept(other.token))).toEqual([]);
    service.clock.advance(Duration.minutes(1));
    expect(codesOf(await accept(token))).toEqual(['TOKEN_INVALID']);
    // The session of the administrator has outlived its access token.
    admin = await appointedAdministrator(service);
  });
});

describe('inviteUser', () => {
  it('is refused for a user who has a password, and for a taken username', async () => {
    const person = await registerPerson(service.client);
    expect(codesOf(await ask({ email: person.email }))).toEqual(['EMAIL_TAKEN']);
    expect(codesOf(await ask(newInput({ username: person.username.toUpperCase() })))).toEqual([
      'USERNAME_TAKEN',
    ]);
    const { email, token } = await mailedInvitation();
    await accept(token);
    expect(codesOf(await ask({ email }))).toEqual(['EMAIL_TAKEN']);
  });

  it('is refused for a suspended user', async () => {
    const { email, userId } = await mailedInvitation();
    await clientOf(service, admin).run(SuspendUserDocument, { input: { userId, reason: 'test' } });
    expect(codesOf(await ask({ email }))).toEqual(['EMAIL_TAKEN']);
  });

  it('is for administrators alone', async () => {
    const person = await registerPerson(service.client);
    expect(codesOf(await ask(newInput(), person))).toEqual(['FORBIDDEN']);
  });

  it('derives a username that nobody has from the email', async () => {
    const name = uniqueName();
    const first = await invite({ email: `${name}+work@example.com` });
    const second = await invite({ email: `${name}@example.org` });
    const reserved = await invite({ email: `support@${name}.example` });
    expect(first.user.username).toBe(name);
    expect(second.user.username).toMatch(new RegExp(`^${name}_[a-z2-7]{8}$`));
    expect(reserved.user.username).toMatch(/^support_[a-z2-7]{8}$/);
  });

  it.each([
    ['email', { email: 'nobody' }],
    ['username', { username: 'a b' }],
    ['languageCode', { languageCode: 'not a tag' }],
  ])('checks the %s', async (field, wrong) => {
    const { errors } = await ask(newInput(wrong));
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field }] });
  });
});

it('AD-4: an invited administrator takes the place of the last one only with a password', async () => {
  const own = await startService({ env: { SERVICE_NAME: 'Acme' } });
  const last = await onlyAdministrator(own);
  const input = newInput({ role: 'ADMIN' });
  await clientOf(own, last).run(InviteUserDocument, { input });
  const stepDown = () =>
    clientOf(own, last).ask(SetUserRoleDocument, { input: { userId: last.tokens.user.id, role: 'USER' } });
  expect((await stepDown()).errors[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    reason: 'lastAdministrator',
  });
  const token = await own.mailbox.token(input.email);
  await own.client.run(ResetPasswordDocument, { input: { token, newPassword: PASSWORD } });
  expect((await stepDown()).errors).toEqual([]);
  await own.stop();
}, 60_000);
