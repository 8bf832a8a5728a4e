import { readConfig } from '../../../src/app/config.js';
import {
  LoginDocument,
  MeDocument,
  RefreshTokenDocument,
  RegisterDocument,
  type RegisterInput,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { codesOf } from '../../support/outcomes.js';
import { newcomer, PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { START_LIMIT, type TestService } from '../../support/service.js';
import { type Instances, startTwoInstances } from '../../support/two-instances.js';

/** `strict` requires a verified address; `open` is an instance of the time before the setting. */
let instances: Instances;
let strict: TestService;
let open: TestService;
beforeAll(async () => {
  instances = await startTwoInstances({ RATE_LIMITS: 'on' }, undefined, [{ REQUIRE_VERIFIED_EMAIL: 'on' }]);
  ({ one: strict, other: open } = instances);
}, START_LIMIT);
afterAll(() => instances.stop());

const register = (input: RegisterInput) => strict.client.ask(RegisterDocument, { input });
const login = (usernameOrEmail: string, password = PASSWORD) =>
  strict.client.ask(LoginDocument, { input: { usernameOrEmail, password } });
const verify = async (email: string, count = 1) => {
  const token = await strict.mailbox.token(email, count, 'verify-email');
  await strict.client.run(VerifyEmailDocument, { input: { token } });
};
/** Somebody who has registered and has not verified the address. */
async function unverified(overrides: Partial<RegisterInput> = {}) {
  const input = newcomer(overrides);
  await register(input);
  const user = await strict.database.user.findUniqueOrThrow({
    where: { emailKey: input.email.toLowerCase() },
  });
  return { ...input, id: user.id };
}
const eventsOf = (userId: string) =>
  strict.database.auditEvent.findMany({
    where: { userId },
    orderBy: { id: 'asc' },
    select: { type: true, metadata: true, sessionId: true },
  });

describe('REQUIRE_VERIFIED_EMAIL=on', () => {
  it('makes an account that cannot be used before its address is verified', async () => {
    const input = newcomer();
    const { data, errors } = await register(input);
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      message: 'Verify your email address first: open the link that was mailed to you',
      extensions: { code: 'EMAIL_NOT_VERIFIED', status: 403, registered: true },
    });
    const { id } = await strict.database.user.findUniqueOrThrow({ where: { emailKey: input.email } });
    expect(await strict.database.session.count({ where: { userId: id } })).toBe(0);
    expect(await strict.database.knownDevice.count({ where: { userId: id } })).toBe(0);
    expect(await eventsOf(id)).toEqual([{ type: 'registered', metadata: null, sessionId: null }]);

    for (const name of [input.username, input.email])
      expect((await login(name)).errors[0]?.extensions).toMatchObject({
        code: 'EMAIL_NOT_VERIFIED',
        status: 403,
        registered: false,
      });
    await verify(input.email);
    const { data: answer } = await login(input.email);
    const { me } = await strict.client.as(answer?.login.accessToken ?? '').run(MeDocument, {});
    expect(me).toMatchObject({ email: input.email, emailVerified: true });
  });

  it('tells in the language of the request', async () => {
    const headers = { 'accept-language': 'de' };
    const { errors } = await strict.client.ask(RegisterDocument, { input: newcomer() }, { headers });
    expect(errors[0]?.message).toBe(
      'Bestätigen Sie zuerst Ihre E-Mail-Adresse: Öffnen Sie den Link aus der E-Mail, die wir Ihnen gesendet haben',
    );
  });

  it('LOG-1: says so only after the right password, and says of a taken address what it always says', async () => {
    const { email, username } = await unverified();
    expect(codesOf(await login(email, 'Wrong-password-1'))).toEqual(['INVALID_CREDENTIALS']);
    expect(codesOf(await login(uniqueName()))).toEqual(['INVALID_CREDENTIALS']);
    expect(codesOf(await register(newcomer({ email })))).toEqual(['EMAIL_TAKEN']);
    expect(codesOf(await register(newcomer({ username })))).toEqual(['USERNAME_TAKEN']);
  });

  it('records the refused sign-in with its reason', async () => {
    const { email, id } = await unverified();
    await login(email);
    await login(email, 'Wrong-password-1');
    const failed = (await eventsOf(id)).filter(({ type }) => type === 'login_failed');
    expect(failed.map(({ metadata }) => metadata)).toEqual([
      { because: 'EMAIL_NOT_VERIFIED' },
      { because: null },
    ]);
  });

  it('RL-6: is no wrong guess, and forgives none', async () => {
    const { email } = await unverified();
    for (let tries = 0; tries < 4; tries++) await login(email, 'Wrong-password-1');
    for (let tries = 0; tries < 8; tries++)
      expect(codesOf(await login(email))).toEqual(['EMAIL_NOT_VERIFIED']);
    expect(codesOf(await login(email, 'Wrong-password-1'))).toEqual(['INVALID_CREDENTIALS']);
    expect(codesOf(await login(email))).toEqual(['RATE_LIMITED']);
  });

  it('counts the account for the limit of its device', async () => {
    const deviceFingerprint = uniqueName();
    for (let accounts = 0; accounts < 6; accounts++) await unverified({ deviceFingerprint });
    const shared = strict.log.lines.filter(({ sentence }) => sentence === 'device_shared');
    expect(shared).toHaveLength(1);
  });

  it('does not take the device of the registration for a new one at the first sign-in', async () => {
    const deviceFingerprint = uniqueName();
    const { email, id } = await unverified({ deviceFingerprint });
    await verify(email);
    const input = { usernameOrEmail: email, password: PASSWORD, deviceFingerprint };
    await strict.client.run(LoginDocument, { input });
    const [loggedIn] = (await eventsOf(id)).filter(({ type }) => type === 'logged_in');
    expect(loggedIn?.metadata).toEqual({ newDevice: false, methods: ['pwd'], trustedDevice: null });
    expect(await strict.database.device.count({ where: { userId: id } })).toBe(1);
  });

  it('refuses a refresh of sessions that began without it, until the address is verified', async () => {
    const person = await registerPerson(open.client);
    const { accessToken, refreshToken } = person.tokens;
    const refresh = () => strict.client.ask(RefreshTokenDocument, { input: { refreshToken } });
    expect((await refresh()).errors[0]?.extensions).toMatchObject({
      code: 'EMAIL_NOT_VERIFIED',
      registered: false,
    });
    // The access token lasts as long as it says; the session is not lost.
    await strict.client.as(accessToken).run(MeDocument, {});
    await verify(person.email);
    expect(codesOf(await refresh())).toEqual([]);
  });

  it('takes a password reset by mail as a proof of the address', async () => {
    const { email, id } = await unverified();
    await strict.client.run(RequestPasswordResetDocument, { input: { email } });
    const token = await strict.mailbox.token(email);
    const newPassword = 'Correct-Horse-9';
    await strict.client.run(ResetPasswordDocument, { input: { token, newPassword } });
    expect(codesOf(await login(email, newPassword))).toEqual([]);
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual([
      'registered',
      'password_reset_requested',
      'password_reset',
      'email_verified',
      'logged_in',
    ]);
  });
});

describe('without REQUIRE_VERIFIED_EMAIL', () => {
  it('nothing is asked of a user, and a password reset verifies the address all the same', async () => {
    expect(readConfig({}).requireVerifiedEmail).toBe(false);
    const { email, tokens } = await registerPerson(open.client);
    await open.client.run(RequestPasswordResetDocument, { input: { email } });
    const input = { token: await open.mailbox.token(email), newPassword: 'Correct-Horse-9' };
    await open.client.run(ResetPasswordDocument, { input });
    const user = await open.database.user.findUniqueOrThrow({ where: { id: tokens.user.id } });
    expect(user.emailVerifiedAt).not.toBeNull();
  });
});
