import { Duration } from '../../../src/core/duration.js';
import {
  LoginDocument,
  MeDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { logIn, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const NEW_PASSWORD = 'Correct-Horse-9';
const SENT = 'If the email exists, a password reset link has been sent';

describe('a password reset', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const request = async (email: string) =>
    (await service.client.run(RequestPasswordResetDocument, { input: { email } })).requestPasswordReset;
  const reset = (token: string, newPassword = NEW_PASSWORD) =>
    service.client.run(ResetPasswordDocument, { input: { token, newPassword } });
  const refuse = (token: string, newPassword = NEW_PASSWORD) =>
    service.client.refusal(ResetPasswordDocument, { input: { token, newPassword } });
  const mailedTo = async (person: Person, count = 1) => {
    await request(person.email);
    return service.mailbox.token(person.email, count);
  };

  it('is asked for, mailed, and sets the password that logs in from then on', async () => {
    const person = await registerPerson(service.client);
    const token = await mailedTo(person);
    expect((await reset(token)).resetPassword).toEqual({
      success: true,
      message: 'Your password has been reset',
      deviceToken: expect.stringMatching(/^[\w-]{43}$/),
    });
    await logIn(service.client, { ...person, password: NEW_PASSWORD });
    const old = { usernameOrEmail: person.email, password: person.password };
    expect(await service.client.refusal(LoginDocument, { input: old })).toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
  });

  it('answers the same for an address that nobody has', async () => {
    const { email } = await registerPerson(service.client);
    const nobody = `${uniqueName()}@example.com`;
    expect(await request(email)).toEqual({ success: true, message: SENT });
    expect(await request(nobody)).toEqual({ success: true, message: SENT });
    expect(service.mailbox.to(nobody)).toHaveLength(0);
  });

  it('mails the link to the stored address, under the configured one', async () => {
    const person = await registerPerson(service.client);
    await request(person.email.toUpperCase());
    await service.mailbox.token(person.email);
    const [mail] = service.mailbox.to(person.email).filter(({ text }) => text.includes('/reset-password'));
    expect(mail?.subject).toBe('Reset your password');
    expect(mail?.text).toMatch(/http:\/\/latchkey\.test\/reset-password\?token=[\w-]{43}\n/);
    expect(mail?.html).toContain('lang="en"');
  });

  it('works once', async () => {
    const token = await mailedTo(await registerPerson(service.client));
    await reset(token);
    expect(await refuse(token)).toMatchObject({ code: 'TOKEN_INVALID', status: 401 });
  });

  it('works with the two newest links, and one use ends both', async () => {
    const person = await registerPerson(service.client);
    const older = await mailedTo(person);
    const newer = await mailedTo(person, 2);
    await reset(older);
    for (const link of [older, newer]) expect(await refuse(link)).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('mails no third link while two are good and the newer one has half its life left', async () => {
    const own = await startService();
    const person = await registerPerson(own.client);
    const ask = () => own.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const works = async (token: string) => {
      const { code } = await own.client.refusal(ResetPasswordDocument, {
        input: { token, newPassword: 'weak' },
      });
      return code === 'WEAK_PASSWORD';
    };
    for (let times = 0; times < 5; times++) await ask();
    const links = [await own.mailbox.token(person.email), await own.mailbox.token(person.email, 2)];
    own.clock.advance(Duration.minutes(14));
    await ask();
    own.clock.advance(Duration.minutes(2));
    await ask();
    links.push(await own.mailbox.token(person.email, 3));
    expect(own.mailbox.tokens(person.email)).toHaveLength(3);
    // Each lives for half its life at least, and nobody can end it sooner by asking.
    expect(await Promise.all(links.map(works))).toEqual([false, true, true]);
    own.clock.advance(Duration.minutes(14));
    expect(await Promise.all(links.map(works))).toEqual([false, false, true]);
    await own.stop();
  });

  it('mails links to the owner however long a stranger has asked for them, also where they live for minutes', async () => {
    const own = await startService({ env: { RATE_LIMITS: 'on', PASSWORD_RESET_TTL: '5m' } });
    const { email } = await registerPerson(own.client);
    try {
      for (let times = 1; times <= 12; times++) {
        await own.client.run(RequestPasswordResetDocument, { input: { email } });
        const input = { token: await own.mailbox.token(email, times), newPassword: 'weak' };
        expect((await own.client.refusal(ResetPasswordDocument, { input })).code).toBe('WEAK_PASSWORD');
        own.clock.advance(Duration.minutes(3));
      }
    } finally {
      await own.stop();
    }
  });

  it('does not use the link up for a weak password', async () => {
    const person = await registerPerson(service.client);
    const token = await mailedTo(person);
    const refused = await refuse(token, `${person.username}A1!`);
    expect(refused).toMatchObject({ code: 'WEAK_PASSWORD' });
    expect(refused['fields']).toContainEqual(
      expect.objectContaining({ field: 'newPassword', rule: 'containsUsername' }),
    );
    await reset(token);
  });

  it('ends every session, and signs nobody in', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    await reset(await mailedTo(person));
    for (const { accessToken } of [person.tokens, other])
      expect(await service.client.as(accessToken).refusal(MeDocument, {})).toMatchObject({
        code: 'TOKEN_INVALID',
      });
    expect(await service.database.session.count({ where: { userId: person.tokens.user.id } })).toBe(0);
  });

  it('changes nothing until the link is used', async () => {
    const person = await registerPerson(service.client);
    for (const count of [1, 2]) await mailedTo(person, count);
    await logIn(service.client, person);
    await service.client.as(person.tokens.accessToken).run(MeDocument, {});
  });

  it('sends a suspended user no link', async () => {
    const person = await registerPerson(service.client);
    await service.database.user.update({
      where: { id: person.tokens.user.id },
      data: { status: 'SUSPENDED' },
    });
    expect(await request(person.email)).toEqual({ success: true, message: SENT });
    const active = await registerPerson(service.client);
    await mailedTo(active);
    expect(service.mailbox.tokens(person.email)).toHaveLength(0);
  });

  it('refuses a link past its time, and a text that is no token', async () => {
    const own = await startService({ env: { PASSWORD_RESET_TTL: '10m' } });
    const person = await registerPerson(own.client);
    await own.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const token = await own.mailbox.token(person.email);
    own.clock.advance(Duration.minutes(11));
    for (const text of [token, 'nonsense', ''])
      expect(
        await own.client.refusal(ResetPasswordDocument, {
          input: { token: text, newPassword: NEW_PASSWORD },
        }),
      ).toMatchObject({ code: 'TOKEN_INVALID' });
    await own.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const again = await own.mailbox.token(person.email, 2);
    await own.client.run(ResetPasswordDocument, { input: { token: again, newPassword: NEW_PASSWORD } });
    await own.stop();
  });

  it('keeps no request for nobody longer than a link lives', async () => {
    const own = await startService();
    const ask = () =>
      own.client.run(RequestPasswordResetDocument, { input: { email: `${uniqueName()}@example.com` } });
    for (let requests = 0; requests < 5; requests++) await ask();
    own.clock.advance(Duration.minutes(31));
    await ask();
    await own.housekeeping.sweep();
    expect(await own.database.oneTimeToken.count()).toBe(1);
    await own.stop();
  });
});

describe('a reset page whose route is in the fragment', () => {
  it('gets the token in the fragment, and it sets the password', async () => {
    const service = await startService({
      env: { PASSWORD_RESET_URL: 'https://app.example.com/?tenant=1#/reset' },
    });
    const person = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const mailed = () =>
      service.mailbox
        .to(person.email)
        .flatMap(
          ({ text }) =>
            /https:\/\/app\.example\.com\/\?tenant=1#\/reset\?token=([\w-]{43})\n/.exec(text)?.[1] ?? [],
        );
    for (let tries = 0; tries < 500 && mailed().length === 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const [token = ''] = mailed();
    await service.client.run(ResetPasswordDocument, { input: { token, newPassword: NEW_PASSWORD } });
    await logIn(service.client, { ...person, password: NEW_PASSWORD });
    await service.stop();
  });
});
