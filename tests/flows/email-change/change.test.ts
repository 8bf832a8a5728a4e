import { asUserId } from '../../../src/core/ids.js';
import {
  ChangePasswordDocument,
  ConfirmEmailChangeDocument,
  LoginDocument,
  MeDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { outcomesAtOnce, pause, times } from '../../support/outcomes.js';
import { logIn, newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

const NEW_PASSWORD = 'Correct-Horse-9';
const REQUESTED = 'Someone wants to change your email address';
const CHANGED = 'Your email address was changed';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const ask = ({ tokens }: Person, newEmail: string, password = PASSWORD) =>
  service.client.ask(
    RequestEmailChangeDocument,
    { input: { newEmail, password } },
    { token: tokens.accessToken },
  );
const confirm = (token: string) => service.client.ask(ConfirmEmailChangeDocument, { input: { token } });
const codeIn = ({ errors }: Awaited<ReturnType<typeof ask | typeof confirm>>) =>
  errors[0]?.extensions?.['code'] ?? 'accepted';
const linkTo = (email: string, count = 1) => service.mailbox.token(email, count, 'confirm-email');
const opens = async (usernameOrEmail: string, password = PASSWORD) =>
  (await service.client.ask(LoginDocument, { input: { usernameOrEmail, password } })).errors.length === 0;
const isAlive = async (token: string) =>
  (await service.client.ask(MeDocument, {}, { token })).errors.length === 0;

/** The link of a change that was asked for, and the address that it leads to. */
async function requested(
  person: Person,
  email = newcomer().email,
): Promise<{ email: string; token: string }> {
  expect(codeIn(await ask(person, email))).toBe('accepted');
  return { email, token: await linkTo(email) };
}

/** What was mailed there so far, once so many of it have come. */
async function subjectsTo(email: string, count: number): Promise<string[]> {
  for (let tries = 0; tries < 1500 && service.mailbox.to(email).length < count; tries++) await pause(10);
  return service.mailbox.to(email).map(({ subject }) => subject);
}

describe('a change of email', () => {
  it('EV-2: happens when the new address has confirmed it; until then the old one is the account’s', async () => {
    const person = await registerPerson(service.client);
    const { email, token } = await requested(person);
    expect(await opens(email)).toBe(false);
    expect(await opens(person.email)).toBe(true);
    expect(await subjectsTo(person.email, 2)).toContain(REQUESTED);

    expect((await confirm(token)).data?.confirmEmailChange.message).toBe(
      'Your email address has been changed',
    );
    expect(await opens(person.email)).toBe(false);
    expect(await opens(email)).toBe(true);
    const { me } = await service.client.as(person.tokens.accessToken).run(MeDocument, {});
    expect(me).toMatchObject({ email, emailVerified: true });
    expect(codeIn(await confirm(token))).toBe('TOKEN_INVALID');
  });

  it('EV-2, PR-8: is told to the old address and to the new one, without a secret', async () => {
    const person = await registerPerson(service.client);
    const { email, token } = await requested(person);
    await confirm(token);
    expect((await subjectsTo(person.email, 3)).sort()).toEqual(
      ['Confirm your email address', REQUESTED, CHANGED].sort(),
    );
    expect((await subjectsTo(email, 2)).sort()).toEqual(['Confirm your new email address', CHANGED].sort());
    const notifications = [...service.mailbox.to(person.email), ...service.mailbox.to(email)].filter(
      ({ subject }) => [REQUESTED, CHANGED].includes(subject),
    );
    for (const { text, html } of notifications) {
      expect(text).toContain('127.0.0.1');
      for (const secret of [token, PASSWORD]) expect(text + html).not.toContain(secret);
    }
  });

  it('EV-2, S-6: takes the password, which a stolen session does not tell', async () => {
    const person = await registerPerson(service.client);
    const { email } = newcomer();
    expect(codeIn(await ask(person, email, 'Wrong-Password-1'))).toBe('INVALID_CREDENTIALS');
    const failed = { userId: person.tokens.user.id, type: 'email_change_failed' };
    expect(await service.database.auditEvent.count({ where: failed })).toBe(1);
    const where = { userId: person.tokens.user.id, purpose: 'EMAIL_CHANGE' } as const;
    expect(await service.database.oneTimeToken.count({ where })).toBe(0);
  });

  it('S-3: ends every other session and every mailed link; the session that asked goes on', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const reset = await service.mailbox.token(person.email);
    const verification = await service.mailbox.token(person.email, 1, 'verify-email');
    const { token } = await requested(person);
    expect(codeIn(await confirm(token))).toBe('accepted');
    expect(await isAlive(other.accessToken)).toBe(false);
    expect(await isAlive(person.tokens.accessToken)).toBe(true);
    for (const refused of [
      service.client.refusal(ResetPasswordDocument, { input: { token: reset, newPassword: NEW_PASSWORD } }),
      service.client.refusal(VerifyEmailDocument, { input: { token: verification } }),
    ])
      expect(await refused).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('EV-2: is cancelled by a reset, by a change of password, by a suspension and by a newer request', async () => {
    const cancelled: Record<string, (person: Person) => Promise<unknown>> = {
      reset: async ({ email }) => {
        await service.client.run(RequestPasswordResetDocument, { input: { email } });
        const token = await service.mailbox.token(email);
        await service.client.run(ResetPasswordDocument, { input: { token, newPassword: NEW_PASSWORD } });
      },
      'change of password': ({ tokens }) =>
        service.client.as(tokens.accessToken).run(ChangePasswordDocument, {
          input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
        }),
      suspension: ({ tokens }) =>
        inTransaction(service.database, (tx) =>
          service.userChanges.apply(tx, asUserId(tokens.user.id), 'suspended'),
        ),
      'newer request': (person) => requested(person),
      'request for a taken address': async (person) =>
        ask(person, (await registerPerson(service.client)).email),
    };
    const codes: Record<string, unknown> = {};
    for (const [name, change] of Object.entries(cancelled)) {
      const person = await registerPerson(service.client);
      const { token } = await requested(person);
      await change(person);
      codes[name] = codeIn(await confirm(token));
    }
    expect(codes).toEqual(Object.fromEntries(Object.keys(cancelled).map((name) => [name, 'TOKEN_INVALID'])));
  });

  it('PR-7: is not made by opening the link', async () => {
    const { token } = await requested(await registerPerson(service.client));
    for (let visits = 0; visits < 3; visits++)
      await sendRaw(`${service.url}/confirm-email?token=${token}`, { method: 'GET', headers: {} });
    expect(codeIn(await confirm(token))).toBe('accepted');
  });

  it('EV-1: is made once, of 16 at once', async () => {
    const { token } = await requested(await registerPerson(service.client));
    const { won, codes } = await outcomesAtOnce(16, () => confirm(token));
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'TOKEN_INVALID'));
  });

  it('EV-3: gives an address to one of 16 who race for it, and tells the others that it is taken', async () => {
    const { email } = newcomer();
    const people = await Promise.all(times(16, 0).map(() => registerPerson(service.client)));
    for (const person of people) await ask(person, email);
    await linkTo(email, 16);
    const links = service.mailbox.tokens(email, 'confirm-email');
    const { won, codes } = await outcomesAtOnce(16, (index) => confirm(links[index] ?? ''));
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'EMAIL_TAKEN'));
    expect(await service.database.user.count({ where: { emailKey: email } })).toBe(1);
  });

  it('EV-3: is refused when somebody has registered with the address meanwhile, and changes nothing', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    const { email, token } = await requested(person);
    await registerPerson(service.client, { email: email.toUpperCase() });
    expect(codeIn(await confirm(token))).toBe('EMAIL_TAKEN');
    expect(await opens(person.email)).toBe(true);
    expect(await isAlive(other.accessToken)).toBe(true);
  });

  it('may be one of spelling alone, which is told once', async () => {
    const person = await registerPerson(service.client);
    const spelt = person.email.toUpperCase();
    const { token } = await requested(person, spelt);
    expect(codeIn(await confirm(token))).toBe('accepted');
    const { me } = await service.client.as(person.tokens.accessToken).run(MeDocument, {});
    expect(me).toMatchObject({ email: spelt, emailVerified: true });
    await subjectsTo(spelt, 2);
    await pause(50);
    const told = [...service.mailbox.to(person.email), ...service.mailbox.to(spelt)];
    expect(told.filter(({ subject }) => subject === CHANGED)).toHaveLength(1);
  });

  it('ends the session that asked for it, too, when that has ended by then', async () => {
    const person = await registerPerson(service.client);
    const { email, token } = await requested(person);
    await service.database.session.deleteMany({ where: { userId: person.tokens.user.id } });
    expect(codeIn(await confirm(token))).toBe('accepted');
    expect(await opens(email)).toBe(true);
    expect(await isAlive(person.tokens.accessToken)).toBe(false);
  });

  it('EV-6: brings nothing that somebody worded into the mailbox of another', async () => {
    const person = await registerPerson(service.client, { languageCode: 'en' });
    const holder = await registerPerson(service.client);
    await ask(person, holder.email);
    await subjectsTo(holder.email, 2);
    const [notification] = service.mailbox.to(holder.email).filter(({ text }) => !text.includes('token='));
    expect(notification?.subject).toBe('Someone wanted to use your email address');
    for (const word of [person.username, person.email, '127.0.0.1'])
      expect(`${notification?.text}${notification?.html}`).not.toContain(word);
  });
});
