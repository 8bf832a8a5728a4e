import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  DeleteAccountDocument,
  LoginDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import type { Mail } from '../../../src/platform/mail/mailer.js';
import { ageSession, PAST_RECOVERY } from '../../support/aged-sessions.js';
import { pause } from '../../support/outcomes.js';
import { newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { sendOperation } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

const NEW_PASSWORD = 'Correct-Horse-9';
const WELCOME = 'Confirm your email address';

describe('a security notification', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ env: { RATE_LIMITS: 'on' } });
  });
  afterAll(() => service.stop());

  /** The subjects of what was mailed, once it is as much as is waited for and nothing follows. */
  async function subjects({ email }: Person, count: number): Promise<string[]> {
    // But for the mail that every registration sends.
    const arrived = () =>
      service.mailbox
        .to(email)
        .map(({ subject }) => subject)
        .filter((one) => one !== WELCOME);
    for (let tries = 0; tries < 1500 && arrived().length < count; tries++) await pause(10);
    await pause(60);
    return arrived();
  }
  const newest = (person: Person): Mail | undefined => service.mailbox.to(person.email).at(-1);

  const login = (person: Person, device: { deviceFingerprint?: string; userAgent?: string }) =>
    service.client.ask(
      LoginDocument,
      {
        input: {
          usernameOrEmail: person.email,
          password: person.password,
          deviceFingerprint: device.deviceFingerprint ?? null,
        },
      },
      device.userAgent === undefined ? {} : { headers: { 'user-agent': device.userAgent } },
    );

  it('LOG-9: tells of a sign-in with a device that was not seen before, once for each', async () => {
    const person = await registerPerson(service.client, { deviceFingerprint: 'laptop' });
    await login(person, { deviceFingerprint: 'laptop' });
    expect(await subjects(person, 0)).toEqual([]);
    await login(person, { deviceFingerprint: 'phone' });
    await login(person, { deviceFingerprint: 'phone' });
    expect(await subjects(person, 1)).toEqual(['New sign-in to your account']);
    expect(newest(person)?.text).toContain('127.0.0.1');
  });

  it('LOG-9: knows a browser again after an update, and another browser from it', async () => {
    const person = await registerPerson(service.client);
    await login(person, { userAgent: 'Firefox/120.0' });
    expect(await subjects(person, 1)).toHaveLength(1);
    await login(person, { userAgent: 'Firefox/121.3.1' });
    expect(await subjects(person, 1)).toHaveLength(1);
    await login(person, { userAgent: 'Chrome/121.3.1' });
    expect(await subjects(person, 2)).toHaveLength(2);
  });

  it('LOG-9: tells of a client that says nothing of itself, once: silence must not keep a sign-in secret', async () => {
    const person = await registerPerson(service.client, { deviceFingerprint: 'laptop' });
    const silently = () =>
      sendOperation(service.client.url, LoginDocument, {
        input: { usernameOrEmail: person.email, password: person.password },
      });
    const { status, text } = await silently();
    expect([status, JSON.parse(text).errors]).toEqual([200, undefined]);
    expect(await subjects(person, 1)).toEqual(['New sign-in to your account']);
    await silently();
    expect(await subjects(person, 1)).toHaveLength(1);
  });

  it('is not sent for a failed guess', async () => {
    const person = await registerPerson(service.client);
    await login({ ...person, password: 'Wrong-Password-1' }, { deviceFingerprint: 'elsewhere' });
    expect(await subjects(person, 0)).toEqual([]);
  });

  it('PR-8: follows a change of password and a reset, with what to do and without a secret', async () => {
    const person = await registerPerson(service.client);
    await service.client.as(person.tokens.accessToken).run(ChangePasswordDocument, {
      input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    });
    expect(await subjects(person, 1)).toEqual(['Your password was changed']);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const token = await service.mailbox.token(person.email);
    await service.client.run(ResetPasswordDocument, { input: { token, newPassword: PASSWORD } });
    expect(await subjects(person, 3)).toEqual([
      'Your password was changed',
      'Reset your password',
      'Your password was reset',
    ]);
    const { text = '', html = '' } = newest(person) ?? {};
    expect(text).toContain('First change the password of your mailbox');
    expect(text).toContain('Reset your password\nhttp://latchkey.test/forgot-password\n');
    for (const part of [text, html])
      for (const secret of [PASSWORD, NEW_PASSWORD, token]) expect(part).not.toContain(secret);
  });

  it('RT-2: tells of a refresh token that was used twice', async () => {
    const person = await registerPerson(service.client);
    const refresh = () =>
      service.client.ask(RefreshTokenDocument, { input: { refreshToken: person.tokens.refreshToken } });
    await refresh();
    await ageSession(service.database, person.tokens.refreshToken, PAST_RECOVERY);
    await refresh();
    await refresh();
    expect(await subjects(person, 1)).toEqual(['We signed out one of your devices']);
  });

  it('cannot flood anyone: five of a kind in an hour, then no more until it is over', async () => {
    const person = await registerPerson(service.client, { deviceFingerprint: 'first' });
    for (let device = 0; device < 8; device++) await login(person, { deviceFingerprint: `device ${device}` });
    expect(await subjects(person, 5)).toHaveLength(5);
    service.clock.advance(Duration.minutes(61));
    await login(person, { deviceFingerprint: 'one more' });
    expect(await subjects(person, 6)).toHaveLength(6);
  });

  it('cannot flood a mailbox by accounts made for it again and again', async () => {
    const { email } = newcomer();
    let one: Person | undefined;
    for (let account = 0; account < 3; account++) {
      one = await registerPerson(service.client, { email, deviceFingerprint: 'first' });
      for (let device = 0; device < 3; device++) await login(one, { deviceFingerprint: `device ${device}` });
      await service.client
        .as(one.tokens.accessToken)
        .run(DeleteAccountDocument, { input: { password: PASSWORD } });
    }
    const mailed = one === undefined ? [] : await subjects(one, 8);
    expect(mailed.filter((subject) => subject === 'New sign-in to your account')).toHaveLength(5);
  });

  it('says the browser and the system in words', async () => {
    const person = await registerPerson(service.client);
    const userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0';
    await login(person, { userAgent });
    await subjects(person, 1);
    const { text = '', html = '' } = newest(person) ?? {};
    expect(text).toMatch(/\nWhen: .+ UTC\nDevice: Firefox on Windows\nIP address: 127\.0\.0\.1\n/);
    for (const part of [text, html]) expect(part).not.toContain('Mozilla');
  });

  it.each([
    'Your account is locked, visit evil.example',
    'evil.example/1.0 (Windows NT 10.0)',
    '<a href="https://evil.example">Firefox</a>',
    `evil.example/${'1'.repeat(9000)}`,
  ])('does not let whoever signs in word it: %j', async (userAgent) => {
    const person = await registerPerson(service.client);
    await login(person, { userAgent });
    await subjects(person, 1);
    expect(newest(person)?.text).toContain('Device: ');
    expect(newest(person)?.text).not.toContain('evil');
    expect(newest(person)?.html).not.toContain('evil');
  });
});
