import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  DeleteAccountDocument,
  RequestEmailChangeDocument,
} from '../../../src/generated/client/operations.js';
import { ageAuthentication, giveSecondFactor, setLevel } from '../../support/authentication.js';
import { atOnce, logIn, newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const HOUR = Duration.minutes(60);
const NEW_PASSWORD = 'Correct-Horse-9';

/** Each operation whose input may have the password, with and without it. */
const OPERATIONS = {
  requestEmailChange: (person: Person, password: string | null) =>
    service.client
      .as(person.tokens.accessToken)
      .ask(RequestEmailChangeDocument, { input: { newEmail: newcomer().email, password } }),
  changePassword: (person: Person, currentPassword: string | null) =>
    service.client
      .as(person.tokens.accessToken)
      .ask(ChangePasswordDocument, { input: { currentPassword, newPassword: NEW_PASSWORD } }),
  deleteAccount: (person: Person, password: string | null) =>
    service.client.as(person.tokens.accessToken).ask(DeleteAccountDocument, { input: { password } }),
};
const TABLE = Object.entries(OPERATIONS);

const codeOf = async (asked: Promise<{ errors: readonly { extensions?: Record<string, unknown> }[] }>) =>
  (await asked).errors[0]?.extensions?.['code'] ?? 'done';

async function withoutPassword(): Promise<Person> {
  const person = await registerPerson(service.client);
  await service.database.passwordHash.deleteMany({ where: { userId: person.tokens.user.id } });
  return person;
}

describe.each(TABLE)('%s', (name, ask) => {
  it('takes the password in place of a fresh session, as long as there is no second factor', async () => {
    const person = await registerPerson(service.client);
    await ageAuthentication(service, person.tokens.accessToken, HOUR);
    expect(await codeOf(ask(person, null))).toBe('STEP_UP_REQUIRED');
    expect(await codeOf(ask(person, 'Password123?'))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(ask(person, PASSWORD))).toBe('done');
  });

  it('does not take the password in place of a second factor', async () => {
    const person = await registerPerson(service.client);
    await giveSecondFactor(service, person.tokens.user.id);
    const refused = await ask(person, PASSWORD);
    expect(refused.errors[0]?.extensions).toMatchObject({
      code: 'STEP_UP_REQUIRED',
      acr: 'aal2',
      methods: ['PASSKEY'],
    });
    await setLevel(service, person.tokens.accessToken, 2);
    expect(await codeOf(ask(person, 'Password123?'))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(ask(person, PASSWORD))).toBe('done');
  });

  it('needs no password in a fresh session, unless it replaces one', async () => {
    const person = await registerPerson(service.client);
    const expected = name === 'changePassword' ? 'BAD_USER_INPUT' : 'done';
    expect(await codeOf(ask(person, null))).toBe(expected);
  });

  it('does not take a session that a recovery code opened', async () => {
    const person = await registerPerson(service.client);
    await giveSecondFactor(service, person.tokens.user.id);
    await setLevel(service, person.tokens.accessToken, 2);
    await service.database.session.updateMany({
      where: { userId: person.tokens.user.id },
      data: { recovered: true },
    });
    expect(await codeOf(ask(person, PASSWORD))).toBe('STEP_UP_REQUIRED');
  });
});

describe('the first password of an account without one', () => {
  it('is set in a fresh session, and signs in from then on', async () => {
    const person = await withoutPassword();
    expect(await codeOf(OPERATIONS.changePassword(person, PASSWORD))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(OPERATIONS.changePassword(person, null))).toBe('done');
    await logIn(service.client, { ...person, password: NEW_PASSWORD });
  });

  it('is not set in a session that is not fresh', async () => {
    const person = await withoutPassword();
    await ageAuthentication(service, person.tokens.accessToken, HOUR);
    expect(await codeOf(OPERATIONS.changePassword(person, null))).toBe('STEP_UP_REQUIRED');
  });

  it('is held to the policy', async () => {
    const { tokens } = await withoutPassword();
    const input = { newPassword: 'short' };
    const refused = await service.client.as(tokens.accessToken).refusal(ChangePasswordDocument, { input });
    expect(refused.code).toBe('WEAK_PASSWORD');
  });

  it('is set once, by however many requests at the same time', async () => {
    const person = await withoutPassword();
    const attempts = await atOnce(16, () => codeOf(OPERATIONS.changePassword(person, null)));
    const codes = attempts.map((attempt) => (attempt.status === 'fulfilled' ? attempt.value : 'thrown'));
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(codes.filter((code) => code !== 'done' && code !== 'BAD_USER_INPUT')).toEqual([]);
  });

  it('names the field that is missing where there is a password', async () => {
    const { tokens } = await registerPerson(service.client);
    const input = { newPassword: NEW_PASSWORD };
    const refused = await service.client.as(tokens.accessToken).refusal(ChangePasswordDocument, { input });
    expect(refused['fields']).toEqual([
      { field: 'currentPassword', rule: 'required', message: 'Is required' },
    ]);
  });
});
