import { Duration } from '../../../src/core/duration.js';
import {
  LoginDocument,
  MeDocument,
  MySecondFactorsDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
} from '../../../src/generated/client/operations.js';
import { claimsOf, codesOf } from '../../support/outcomes.js';
import { PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import {
  challengeOf,
  enrol,
  type ProtectedPerson,
  protectedPerson,
  signInWithTotp,
} from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { REQUIRE_VERIFIED_EMAIL: 'off' } });
}, START_LIMIT);
afterAll(() => service.stop());

const login = (usernameOrEmail: string, password = PASSWORD) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail, password } });
const finish = (challenge: string, code: string) =>
  service.client.ask(SignInWithTotpDocument, { input: { challenge, code } });
const eventsOf = async ({ tokens }: ProtectedPerson) => {
  const events = await service.database.auditEvent.findMany({
    where: { userId: tokens.user.id },
    orderBy: { id: 'asc' },
    select: { type: true, outcome: true, actorId: true, metadata: true },
  });
  return events.map(({ type }) => type);
};

describe('a sign-in with an authenticator app', () => {
  it('MFA-2: opens no session by the password, and tells the ways to go on', async () => {
    const person = await protectedPerson(service);
    const before = await service.database.session.count({ where: { userId: person.tokens.user.id } });
    const { data, errors } = await login(person.email);
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      message: 'A second factor is needed to sign in',
      extensions: {
        code: 'MFA_REQUIRED',
        status: 401,
        challenge: expect.stringMatching(/^[\w-]{43}$/),
        methods: ['TOTP', 'RECOVERY_CODE'],
        expiresAt: expect.any(String),
      },
    });
    const expiresAt = new Date(String(errors[0]?.extensions?.['expiresAt'])).getTime();
    expect(expiresAt - service.clock.now().getTime()).toBeLessThanOrEqual(300_000);
    expect(await service.database.session.count({ where: { userId: person.tokens.user.id } })).toBe(before);
  });

  it('opens a session of level 2 by a code, which tells how', async () => {
    const person = await protectedPerson(service);
    const deviceToken = person.tokens.deviceToken ?? null;
    const challenge = await challengeOf(service.client, person, deviceToken);
    const input = { challenge, code: person.app.next(), deviceToken, deviceFingerprint: uniqueName() };
    const { signInWithTotp: opened } = await service.client.run(SignInWithTotpDocument, { input });
    expect(opened.message).toBe('Login successful');
    expect(opened.deviceToken).toBe(deviceToken);
    const { acr, amr, auth_time: at, iat } = claimsOf(opened.accessToken);
    expect([acr, amr, at]).toEqual(['aal2', ['pwd', 'otp', 'mfa'], iat]);
    const { me } = await service.client.run(MeDocument, {}, { token: opened.accessToken });
    expect(me?.username).toBe(person.username);
    expect(await eventsOf(person)).toEqual([
      'registered',
      'totp_added',
      'second_factor_required',
      'logged_in',
    ]);
  });

  it('takes a code with spaces, and shows when the app was last used', async () => {
    const person = await protectedPerson(service);
    const challenge = await challengeOf(service.client, person);
    const code = person.app.next();
    const { signInWithTotp: opened } = await service.client.run(SignInWithTotpDocument, {
      input: { challenge, code: `${code.slice(0, 3)} ${code.slice(3)}` },
    });
    const { me } = await service.client.run(MySecondFactorsDocument, {}, { token: opened.accessToken });
    expect(me?.secondFactors).toEqual({
      recoveryCodesLeft: 10,
      passkeys: [],
      trustedDevices: [],
      totp: [
        {
          id: person.factorId,
          name: 'Phone',
          createdAt: expect.any(String),
          lastUsedAt: expect.any(String),
          removedAt: null,
        },
      ],
    });
  });

  it('MFA-1, MFA-10: takes each code once, and none of an earlier step by the clock of the service', async () => {
    const person = await protectedPerson(service);
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map(() => challengeOf(service.client, person)),
    );
    const earlier = person.app.next();
    const code = person.app.next();
    expect(codesOf(await finish(first ?? '', code))).toEqual([]);
    expect(codesOf(await finish(second ?? '', code))).toEqual(['INVALID_CODE']);
    expect(codesOf(await finish(third ?? '', earlier))).toEqual(['INVALID_CODE']);
  });

  it('MFA-1: does not take the code that confirmed the app', async () => {
    const person = await registerPerson(service.client);
    const client = service.client.as(person.tokens.accessToken);
    const { app } = await enrol(client, service.clock);
    const challenge = await challengeOf(service.client, person);
    expect(codesOf(await finish(challenge, app.at(app.step())))).toEqual(['INVALID_CODE']);
    expect(codesOf(await finish(challenge, app.next()))).toEqual([]);
  });

  it('takes the codes of each app, with a watermark for each', async () => {
    const person = await protectedPerson(service);
    const session = await signInWithTotp(service.client, person);
    const other = await enrol(service.client.as(session.accessToken), service.clock, 'Tablet');
    expect(other.recoveryCodes).toEqual([]);
    for (const app of [person.app, other.app]) {
      const challenge = await challengeOf(service.client, person);
      expect(codesOf(await finish(challenge, app.next()))).toEqual([]);
    }
  });

  it('MFA-9: counts five attempts for each challenge, over all methods, and tells how many are left', async () => {
    const person = await protectedPerson(service);
    const challenge = await challengeOf(service.client, person);
    const left: unknown[] = [];
    for (let tries = 0; tries < 5; tries++) {
      const code = person.app.wrong();
      const input = { challenge, code };
      const refusal = await (tries % 2 === 0
        ? service.client.refusal(SignInWithTotpDocument, { input })
        : service.client.refusal(SignInWithRecoveryCodeDocument, { input }));
      expect(refusal).toMatchObject({
        code: 'INVALID_CODE',
        status: 401,
        message: 'The code is wrong or was already used',
      });
      left.push(refusal['attemptsLeft']);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    const good = { challenge, code: person.app.next() };
    expect(await service.client.refusal(SignInWithTotpDocument, { input: good })).toMatchObject({
      code: 'TOKEN_INVALID',
    });
    // Another one is as good as ever.
    expect(codesOf(await finish(await challengeOf(service.client, person), person.app.next()))).toEqual([]);
  });

  it('MFA-2: takes a challenge once, for its own user, within five minutes', async () => {
    const [person, other] = [await protectedPerson(service), await protectedPerson(service)];
    const challenge = await challengeOf(service.client, person);
    expect(codesOf(await finish(challenge, other.app.next()))).toEqual(['INVALID_CODE']);
    expect(codesOf(await finish(challenge, person.app.next()))).toEqual([]);
    expect(codesOf(await finish(challenge, person.app.next()))).toEqual(['TOKEN_INVALID']);
    const late = await challengeOf(service.client, person);
    service.clock.advance(Duration.minutes(5));
    expect(codesOf(await finish(late, person.app.next()))).toEqual(['TOKEN_INVALID']);
  });

  it('MFA-2: takes the challenge as no other token, and no other token as the challenge', async () => {
    const person = await protectedPerson(service);
    const challenge = await challengeOf(service.client, person);
    const asToken = await service.client.ask(MeDocument, {}, { token: challenge });
    expect(codesOf(asToken)).toEqual(['TOKEN_INVALID']);
    const { accessToken, refreshToken, deviceToken } = person.tokens;
    for (const text of [accessToken, refreshToken, deviceToken ?? '', 'nonsense', '', '\ud800', '\u0000'])
      expect(codesOf(await finish(text, person.app.next()))).toEqual(['TOKEN_INVALID']);
  });

  it.each([
    ['full-width digits', '１２３４５６'],
    ['lone surrogates', '\ud800\udfff\ud800'],
    ['NUL', '12345\u0000'],
    ['100 kB', '1'.repeat(100_000)],
    ['a name of a prototype', '__proto__'],
    ['a number with an exponent', '1e5'],
    ['nothing', ''],
  ])('MFA-6: refuses %s as a wrong code', async (_what, code) => {
    const person = await protectedPerson(service);
    const challenge = await challengeOf(service.client, person);
    expect(codesOf(await finish(challenge, code))).toEqual(['INVALID_CODE']);
    const input = { challenge, code };
    expect(codesOf(await service.client.ask(SignInWithRecoveryCodeDocument, { input }))).toEqual([
      'INVALID_CODE',
    ]);
    expect(codesOf(await finish(challenge, person.app.next()))).toEqual([]);
  });
});
