import {
  LoginDocument,
  MeDocument,
  RefreshTokenDocument,
  RegisterDocument,
} from '../../../src/generated/client/operations.js';
import { logIn, newcomer, PASSWORD, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

describe('register', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it('makes an account and signs it in', async () => {
    const input = newcomer({ languageCode: 'pt-BR' });
    const { register } = await service.client.run(RegisterDocument, { input });
    expect(register).toMatchObject({ tokenType: 'Bearer', expiresIn: 900 });
    expect(register.user).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      username: input.username,
      displayName: null,
      email: input.email,
      emailVerified: false,
      languageCode: 'pt-BR',
      role: 'USER',
      status: 'ACTIVE',
      balance: '0.00',
      referralBalance: '0.00',
      referralCode: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{10}$/),
      lastLoginAt: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    const { me } = await service.client.as(register.accessToken).run(MeDocument, {});
    expect(me).toEqual(register.user);
  });

  it('says so in the language of the new user, as login and refreshToken do', async () => {
    for (const [languageCode, ...messages] of [
      ['en', 'Registration successful', 'Login successful', 'Token refreshed successfully'],
      ['de', 'Registrierung erfolgreich', 'Anmeldung erfolgreich', 'Token erfolgreich erneuert'],
    ] as const) {
      const person = await registerPerson(service.client, { languageCode });
      const login = await logIn(service.client, person);
      const { refreshToken } = await service.client.run(RefreshTokenDocument, {
        input: { refreshToken: login.refreshToken },
      });
      expect([person.tokens, login, refreshToken].map(({ message }) => message)).toEqual(messages);
    }
  });

  it('speaks English when no language is named', async () => {
    const person = await registerPerson(service.client);
    expect(person.tokens.user.languageCode).toBe('en');
  });

  it('keeps username and email as typed, and trims the email', async () => {
    const { username, email } = newcomer();
    const typed = { username: username.toUpperCase(), email: `  ${email.toUpperCase()} ` };
    const { tokens } = await registerPerson(service.client, typed);
    expect(tokens.user).toMatchObject({ username: typed.username, email: typed.email.trim() });
  });

  it('says which name or address is taken, whatever its case', async () => {
    const { username, email } = await registerPerson(service.client);
    const sameName = newcomer({ username: username.toUpperCase() });
    expect(await service.client.refusal(RegisterDocument, { input: sameName })).toMatchObject({
      code: 'USERNAME_TAKEN',
      status: 409,
      message: 'User name already exists',
    });
    const sameEmail = newcomer({ email: email.toUpperCase() });
    expect(await service.client.refusal(RegisterDocument, { input: sameEmail })).toMatchObject({
      code: 'EMAIL_TAKEN',
      status: 409,
      message: 'Email already exists',
    });
  });

  it.each([
    ['username', 'ab', 'isLength'],
    ['username', 'a'.repeat(33), 'isLength'],
    ['username', 'with space', 'matches'],
    ['username', 'a@b.example', 'matches'],
    ['email', 'nobody', 'isEmail'],
    ['languageCode', 'not a tag', 'isLanguageTag'],
    ['deviceFingerprint', 'f'.repeat(513), 'isLength'],
    ['referralCode', 'R'.repeat(65), 'maxLength'],
  ])('names the rule that %s %j breaks', async (field, value, rule) => {
    const refused = await service.client.refusal(RegisterDocument, { input: newcomer({ [field]: value }) });
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', status: 400 });
    expect(refused['fields']).toMatchObject([{ field, rule, message: expect.any(String) }]);
  });

  it('reports every problem of the input in one answer, with the parameters of its rule', async () => {
    const { username } = await registerPerson(service.client);
    const input = { username, email: 'nobody', password: 'Zq7vXw2Kp', languageCode: 'not a tag' };
    const refused = await service.client.refusal(RegisterDocument, { input });
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', status: 400 });
    expect(refused['fields']).toEqual([
      { field: 'email', rule: 'isEmail', message: 'Must be an email address' },
      { field: 'languageCode', rule: 'isLanguageTag', message: 'Must be a BCP 47 language tag' },
      { field: 'password', rule: 'requiresSymbol', message: 'Use a symbol' },
      { field: 'username', rule: 'taken', message: 'User name already exists' },
    ]);
    const short = await service.client.refusal(RegisterDocument, {
      input: newcomer({ username: 'ab', password: 'Zq7!vX' }),
    });
    expect(short['fields']).toEqual([
      {
        field: 'username',
        rule: 'isLength',
        message: 'Must have 3 to 32 characters',
        params: { min: 3, count: 32 },
      },
      { field: 'password', rule: 'minLength', message: 'Use at least 8 characters', params: { count: 8 } },
    ]);
  });

  it('answers the first code that applies: the input, the password, the username, the email', async () => {
    const taken = await registerPerson(service.client);
    const attempts = [
      { ...taken, username: 'ab', password: 'abc' },
      { ...taken, password: 'abc' },
      taken,
      { ...newcomer(), email: taken.email },
    ];
    const seen: unknown[] = [];
    for (const { username, email, password } of attempts) {
      const input = { username, email, password };
      const { code, ...refused } = await service.client.refusal(RegisterDocument, { input });
      const fields = refused['fields'] as { field: string }[];
      seen.push([code, [...new Set(fields.map(({ field }) => field))]]);
    }
    expect(seen).toEqual([
      ['BAD_USER_INPUT', ['username', 'password', 'email']],
      ['WEAK_PASSWORD', ['password', 'username', 'email']],
      ['USERNAME_TAKEN', ['username', 'email']],
      ['EMAIL_TAKEN', ['email']],
    ]);
  });

  it('names what is missing', async () => {
    const answer = await service.client.raw(
      'mutation ($input: RegisterInput!) { register(input: $input) { expiresIn } }',
      { input: { username: 'ada', password: PASSWORD } },
    );
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', fields: [{ field: 'email', rule: 'required' }] } },
    ]);
  });

  it('reports every rule that a password misses at once', async () => {
    const refused = await service.client.refusal(RegisterDocument, { input: newcomer({ password: 'abc' }) });
    expect(refused).toMatchObject({
      code: 'WEAK_PASSWORD',
      status: 400,
      message: 'Password does not meet security requirements',
    });
    const rules = (refused['fields'] as { field: string; rule: string }[]).map(({ field, rule }) => [
      field,
      rule,
    ]);
    expect(rules).toEqual(
      expect.arrayContaining([
        ['password', 'minLength'],
        ['password', 'requiresUppercase'],
        ['password', 'requiresDigit'],
        ['password', 'requiresSymbol'],
      ]),
    );
  });

  it('remembers who referred whom, and refuses a code that is nobody’s', async () => {
    const referrer = await registerPerson(service.client);
    const referralCode = referrer.tokens.user.referralCode?.toLowerCase();
    const { tokens } = await registerPerson(service.client, { referralCode });
    const stored = await service.database.user.findUnique({ where: { id: tokens.user.id } });
    expect(stored?.referredById).toBe(referrer.tokens.user.id);
    const refused = await service.client.refusal(RegisterDocument, {
      input: newcomer({ referralCode: 'NOBODY' }),
    });
    expect(refused).toMatchObject({ code: 'INVALID_REFERRAL_CODE', status: 400 });
  });

  it('keeps a device fingerprint as a keyed hash alone', async () => {
    const { email, tokens } = await registerPerson(service.client, { deviceFingerprint: 'device-4711' });
    await service.client.run(LoginDocument, {
      input: { usernameOrEmail: email, password: PASSWORD, deviceFingerprint: 'device-4711' },
    });
    const devices = await service.database.device.findMany({ where: { userId: tokens.user.id } });
    expect(devices).toHaveLength(1);
    expect(devices[0]?.digest).toHaveLength(32);
    expect(devices[0]?.lastSeenAt.getTime()).toBeGreaterThanOrEqual(devices[0]?.firstSeenAt.getTime() ?? 0);
  });
});
