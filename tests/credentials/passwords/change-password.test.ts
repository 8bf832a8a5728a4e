import {
  ChangePasswordDocument,
  LoginDocument,
  PasswordPolicyDocument,
} from '../../../src/generated/client/operations.js';
import { logIn, PASSWORD, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const NEW_PASSWORD = 'Correct-Horse-9';

describe('changePassword', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };

  it('sets the password that logs in from then on', async () => {
    const person = await registerPerson(service.client);
    const { changePassword } = await service.client
      .as(person.tokens.accessToken)
      .run(ChangePasswordDocument, { input: change });
    expect(changePassword).toMatchObject({ success: true, message: 'Your password has been changed' });
    await logIn(service.client, { ...person, password: NEW_PASSWORD });
    const old = { usernameOrEmail: person.email, password: PASSWORD };
    expect(await service.client.refusal(LoginDocument, { input: old })).toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
  });

  it('PR-9: asks for the password as it is now', async () => {
    const { tokens } = await registerPerson(service.client);
    const input = { ...change, currentPassword: 'Password123?' };
    const refused = await service.client.as(tokens.accessToken).refusal(ChangePasswordDocument, { input });
    expect(refused).toMatchObject({ code: 'INVALID_CREDENTIALS', status: 401 });
  });

  it('holds the new password to the policy', async () => {
    const { tokens } = await registerPerson(service.client);
    const input = { ...change, newPassword: 'short' };
    const refused = await service.client.as(tokens.accessToken).refusal(ChangePasswordDocument, { input });
    expect(refused).toMatchObject({ code: 'WEAK_PASSWORD' });
    expect(refused['fields']).toContainEqual(
      expect.objectContaining({ field: 'newPassword', rule: 'minLength' }),
    );
  });

  it('asks for a token first, whatever the input', async () => {
    const input = { ...change, newPassword: 'short' };
    expect(await service.client.refusal(ChangePasswordDocument, { input })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('passwordPolicy', () => {
  it('tells everybody the rules', async () => {
    const service = await startService({ env: { PASSWORD_MIN_LENGTH: '10', PASSWORD_MIN_SCORE: '2' } });
    const { passwordPolicy } = await service.client.run(PasswordPolicyDocument, {});
    expect(passwordPolicy).toEqual({
      minLength: 10,
      maxLength: 128,
      requiresUppercase: true,
      requiresLowercase: true,
      requiresDigit: true,
      requiresSymbol: true,
      minScore: 2,
    });
    await service.stop();
  });
});
