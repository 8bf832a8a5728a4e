import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  DeleteAccountDocument,
  LoginDocument,
  MyPasswordDocument,
  ReauthenticateWithPasswordDocument,
  RequestEmailChangeDocument,
} from '../../../src/generated/client/operations.js';
import { ageAuthentication } from '../../support/authentication.js';
import { logIn, newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import {
  client,
  codeIn,
  NEW_PASSWORD,
  requestedToken,
  reset,
  service,
} from '../../support/watched-service.js';

async function withoutPassword(): Promise<Person> {
  const person = await registerPerson(client);
  await service.database.passwordHash.deleteMany({ where: { userId: person.tokens.user.id } });
  return person;
}
const as = ({ tokens }: Person) => client.as(tokens.accessToken);
const alike = (refusal: object) => ({ ...refusal, requestId: expect.any(String) });
const hasPassword = async (person: Person) => (await as(person).run(MyPasswordDocument, {})).me?.hasPassword;

describe('an account without a password', () => {
  it('says so to its user, until the user sets one', async () => {
    const person = await withoutPassword();
    expect(await hasPassword(person)).toBe(false);
    await as(person).run(ChangePasswordDocument, { input: { newPassword: NEW_PASSWORD } });
    expect(await hasPassword(person)).toBe(true);
    expect(await hasPassword(await registerPerson(client))).toBe(true);
  });

  it('LOG-2: refuses every password as a wrong one, at the login and in a session', async () => {
    const person = await withoutPassword();
    const other = await registerPerson(client);
    const login = ({ email }: Person, password: string) =>
      client.refusal(LoginDocument, { input: { usernameOrEmail: email, password } });
    expect(await login(person, PASSWORD)).toEqual(alike(await login(other, 'Wrong1Word!!')));
    const prove = (one: Person, password: string) =>
      as(one).refusal(ReauthenticateWithPasswordDocument, { input: { password } });
    expect(await prove(person, PASSWORD)).toEqual(alike(await prove(other, 'Wrong1Word!!')));
    expect((await login(person, '')).code).toBe('INVALID_CREDENTIALS');
  });

  it('changes its address and is deleted in a fresh session', async () => {
    const person = await withoutPassword();
    await as(person).run(RequestEmailChangeDocument, { input: { newEmail: newcomer().email } });
    await as(person).run(DeleteAccountDocument, { input: {} });
    expect(await service.database.user.count({ where: { id: person.tokens.user.id } })).toBe(0);
  });

  it('is not changed or deleted in an older session, which names no way that the account has not', async () => {
    const person = await withoutPassword();
    await ageAuthentication(service, person.tokens.accessToken, Duration.minutes(11));
    const refusals = [
      await as(person).refusal(RequestEmailChangeDocument, { input: { newEmail: newcomer().email } }),
      await as(person).refusal(DeleteAccountDocument, { input: {} }),
      await as(person).refusal(ChangePasswordDocument, { input: { newPassword: NEW_PASSWORD } }),
    ];
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'STEP_UP_REQUIRED', methods: [] });
  });

  it('sets its first password by the mailed link of a reset', async () => {
    const person = await withoutPassword();
    expect(codeIn(await reset(await requestedToken(person)))).toBe('accepted');
    await logIn(client, { ...person, password: NEW_PASSWORD });
  });
});
