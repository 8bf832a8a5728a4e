import { LoginDocument, ResetPasswordDocument } from '../../../src/generated/client/operations.js';
import { newOperatorEnvironment, type OperatorEnvironment, runHere } from './operator-environment.js';

const create = (environment: OperatorEnvironment, words: readonly string[], input = '') =>
  runHere(['users', 'create', ...words], environment.env, input);
const ADA = ['--username', 'ada', '--email', 'ada@example.com'];

describe('users create', () => {
  it('makes an administrator with the password from standard input, who logs in', async () => {
    const environment = await newOperatorEnvironment();
    const name = ['--display-name', 'Ada Lovelace'];
    const words = [...ADA, ...name, '--role', 'ADMIN', '--verified', '--language', 'de', '--password-stdin'];
    const created = await create(environment, words, 'Correct-Horse-9\n');
    expect(created).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^Created ada \([0-9a-f-]{36}\)\.\n$/),
    });
    await environment.serve(async ({ client, mailbox }) => {
      const input = { usernameOrEmail: 'ada', password: 'Correct-Horse-9' };
      const { user } = (await client.run(LoginDocument, { input })).login;
      expect(user).toMatchObject({
        displayName: 'Ada Lovelace',
        role: 'ADMIN',
        emailVerified: true,
        languageCode: 'de',
      });
      expect(mailbox.tokens('ada@example.com')).toEqual([]);
    });
  }, 60_000);

  it('mails a link to set a password where none is given, by the next service that runs', async () => {
    const environment = await newOperatorEnvironment();
    expect((await create(environment, ADA)).stdout).toContain(
      'an invitation with a link to set a password is on its way to ada@example.com',
    );
    await environment.serve(async ({ client, mailbox }) => {
      const token = await mailbox.token('ada@example.com');
      const [invitation] = mailbox.to('ada@example.com');
      expect(invitation?.subject).toBe('Your invitation to latchkey.test');
      expect(invitation?.text).toContain('The link works once, and for 7 days.');
      expect(invitation?.text).not.toContain('Someone');
      const newPassword = 'Correct-Horse-9';
      await client.run(ResetPasswordDocument, { input: { token, newPassword } });
      await client.run(LoginDocument, { input: { usernameOrEmail: 'ada', password: newPassword } });
    });
  }, 60_000);

  it('REG-1: holds them to the rules of a registration, says each that is broken, and repeats no password', async () => {
    const environment = await newOperatorEnvironment();
    const weak = await create(environment, [...ADA, '--password-stdin', '--json'], 'canary');
    expect(weak).toMatchObject({ code: 3, stderr: '' });
    expect(JSON.parse(weak.stdout)).toMatchObject({
      error: expect.stringContaining('Password does not meet security requirements'),
      code: 'WEAK_PASSWORD',
      problems: expect.arrayContaining([expect.objectContaining({ field: 'password', rule: 'minLength' })]),
    });
    expect(weak.stdout).not.toContain('canary');
    const wrong = await create(environment, ['--username', 'a b', '--email', 'nobody']);
    expect(wrong).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'No user was created.\n  username must have 3 to 32 letters, digits and underscores\n  email must be an email address\n',
    });
    await create(environment, ADA);
    expect(await create(environment, ['--username', 'ADA', '--email', 'other@example.com'])).toMatchObject({
      code: 3,
      stderr: 'No user was created.\n  username is taken by another user\n',
    });
    expect(await environment.look((database) => database.user.count())).toBe(1);
  }, 60_000);
});
