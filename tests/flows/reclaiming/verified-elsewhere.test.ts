import { Duration } from '../../../src/core/duration.js';
import {
  DisownRegistrationDocument,
  LoginDocument,
  MeDocument,
  RequestPasswordResetDocument,
  RequestSignInCodeDocument,
  ResetPasswordDocument,
  SignInWithCodeDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { askForCode, CODES_ON, codesTo, signInByCode } from '../../support/mailed-codes.js';
import { codesOf, until } from '../../support/outcomes.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';
import { mailboxOf, verified } from './mailboxes.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: CODES_ON });
}, START_LIMIT);
afterAll(() => service.stop());

const linkTo = ({ email }: Person) => service.mailbox.token(email, 1, 'verify-email');

/** Opens the link to verify, in a browser that has no session of the account. */
async function openElsewhere(person: Person, by = service.client): Promise<void> {
  await by.run(VerifyEmailDocument, { input: { token: await linkTo(person) } });
}

const loginCodes = async ({ email }: Person) =>
  codesOf(await service.client.ask(LoginDocument, { input: { usernameOrEmail: email, password: PASSWORD } }));

describe('an address that was verified', () => {
  it('in the session of the account is proven, and a code ends nothing', async () => {
    const person = await verified(service, await registerPerson(service.client));
    expect((await mailboxOf(service, person)).verifiedElsewhere).toBe(false);
    await signInByCode(service, person.email);
    expect(await loginCodes(person)).toEqual([]);
    expect(codesOf(await service.client.as(person.tokens.accessToken).ask(MeDocument, {}))).toEqual([]);
  });

  it.each(['without a session', 'in the session of another account'])(
    '%s may have been verified by its owner for an attacker, so the next code ends what the registrant has',
    async (where) => {
      const person = await registerPerson(service.client);
      const other = await registerPerson(service.client);
      const by = where === 'without a session' ? service.client : service.client.as(other.tokens.accessToken);
      await openElsewhere(person, by);
      expect(await mailboxOf(service, person)).toMatchObject({ verifiedElsewhere: true });
      const { user } = await signInByCode(service, person.email);
      expect(user.emailVerified).toBe(true);
      expect(await loginCodes(person)).toEqual(['INVALID_CREDENTIALS']);
      expect(codesOf(await service.client.as(person.tokens.accessToken).ask(MeDocument, {}))).toEqual([
        'TOKEN_INVALID',
      ]);
      const again = await signInByCode(service, person.email);
      await signInByCode(service, person.email);
      expect(codesOf(await service.client.as(again.accessToken).ask(MeDocument, {}))).toEqual([]);
    },
  );

  it('by a scanner, and then in the session of the account, is proven', async () => {
    const person = await registerPerson(service.client);
    await openElsewhere(person);
    await verified(service, person);
    expect((await mailboxOf(service, person)).verifiedElsewhere).toBe(false);
    await signInByCode(service, person.email);
    expect(await loginCodes(person)).toEqual([]);
  });

  it('elsewhere is proven on a device that the account knows, and a code ends nothing there', async () => {
    const person = await registerPerson(service.client);
    await openElsewhere(person);
    const { deviceToken } = person.tokens;
    const code = await askForCode(service, person.email, { deviceToken });
    await service.client.run(SignInWithCodeDocument, { input: { ...code, deviceToken } });
    expect(await loginCodes(person)).toEqual([]);
    expect((await mailboxOf(service, person)).verifiedElsewhere).toBe(false);
    // From now on it is proven on every device.
    await signInByCode(service, person.email);
    expect(await loginCodes(person)).toEqual([]);
  });

  it('elsewhere, in an account that is in use, opens it on no other device', async () => {
    const person = await registerPerson(service.client);
    await openElsewhere(person);
    service.clock.advance(Duration.minutes(8 * 24 * 60));
    const { deviceToken } = await logIn(service.client, person);
    await service.client.run(RequestSignInCodeDocument, { input: { email: person.email } });
    const notice = /with a code yet/;
    await until(() => service.mailbox.to(person.email).some(({ subject }) => notice.test(subject)));
    expect(codesTo(service, person.email)).toEqual([]);
    expect(await loginCodes(person)).toEqual([]);
    const code = await askForCode(service, person.email, { deviceToken });
    await service.client.run(SignInWithCodeDocument, { input: { ...code, deviceToken } });
    expect((await signInByCode(service, person.email)).user.id).toBe(person.tokens.user.id);
  });

  it('elsewhere, by a user who has reset the password since, is proven, and a code ends nothing', async () => {
    const person = await registerPerson(service.client);
    await openElsewhere(person);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const reset = { token: await service.mailbox.token(person.email), newPassword: 'Correct-Horse-9' };
    await service.client.run(ResetPasswordDocument, { input: reset });
    await signInByCode(service, person.email);
    const login = { usernameOrEmail: person.email, password: 'Correct-Horse-9' };
    expect(codesOf(await service.client.ask(LoginDocument, { input: login }))).toEqual([]);
  });
});

describe('the link of a person who did not register', () => {
  const disown = async (token: string) =>
    service.client.ask(DisownRegistrationDocument, { input: { token } });

  it('ends what the registrant has, and the account goes to the owner of the mailbox', async () => {
    const person = await registerPerson(service.client);
    const mail = service.mailbox;
    const token = await linkTo(person);
    const texts = mail.to(person.email).map(({ text }) => text);
    expect(texts.join()).toContain(`http://latchkey.test/disown-registration#token=${token}`);
    expect(codesOf(await disown(token))).toEqual([]);
    expect(await loginCodes(person)).toEqual(['INVALID_CREDENTIALS']);
    expect(codesOf(await service.client.as(person.tokens.accessToken).ask(MeDocument, {}))).toEqual([
      'TOKEN_INVALID',
    ]);
    expect(codesOf(await disown(token))).toEqual(['TOKEN_INVALID']);
    const events = await service.database.auditEvent.findMany({
      where: { userId: person.tokens.user.id, type: 'registration_disowned' },
    });
    expect(events).toHaveLength(1);
    expect((await signInByCode(service, person.email)).user.id).toBe(person.tokens.user.id);
  });

  it('works after its reader opened the wrong link first', async () => {
    const person = await registerPerson(service.client);
    const token = await linkTo(person);
    await openElsewhere(person);
    expect(codesOf(await disown(token))).toEqual([]);
    expect(await loginCodes(person)).toEqual(['INVALID_CREDENTIALS']);
  });

  it('ends nothing after the session of the account has verified the address', async () => {
    const person = await verified(service, await registerPerson(service.client));
    expect(codesOf(await disown(await linkTo(person)))).toEqual(['TOKEN_INVALID']);
    expect(await loginCodes(person)).toEqual([]);
  });

  it('ends nothing in an account that must not be reclaimed', async () => {
    const person = await registerPerson(service.client);
    const { id } = person.tokens.user;
    await service.database.user.update({ where: { id }, data: { provisioned: true } });
    expect(codesOf(await disown(await linkTo(person)))).toEqual(['TOKEN_INVALID']);
    expect(await loginCodes(person)).toEqual([]);
    // The link still verifies: an attempt that ends nothing uses nothing up.
    expect(
      codesOf(await service.client.ask(VerifyEmailDocument, { input: { token: await linkTo(person) } })),
    ).toEqual([]);
  });

  it('is refused for a text that is no token', async () => {
    for (const token of ['', 'nonsense', 'x'.repeat(43)])
      expect(codesOf(await disown(token))).toEqual(['TOKEN_INVALID']);
  });
});
