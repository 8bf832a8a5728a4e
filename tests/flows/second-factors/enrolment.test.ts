import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  ConfirmTotpEnrolmentDocument,
  LoginDocument,
  MeDocument,
  MySecondFactorsDocument,
  RefreshTokenDocument,
  RemoveTotpDocument,
  RenameTotpDocument,
  SignInWithTotpDocument,
  StartTotpEnrolmentDocument,
} from '../../../src/generated/client/operations.js';
import { codesOf, outcomesAtOnce, until } from '../../support/outcomes.js';
import { logIn, PASSWORD, registerPerson } from '../../support/people.js';
import {
  Authenticator,
  challengeOf,
  decoded,
  enrol,
  protectedPerson,
  signInWithTotp,
} from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { SERVICE_NAME: 'Ex & Co' } });
}, START_LIMIT);
afterAll(() => service.stop());

const start = (token: string, name = 'Phone') =>
  service.client.ask(StartTotpEnrolmentDocument, { input: { name } }, { token });
const confirm = (token: string, id: string, code: string) =>
  service.client.ask(ConfirmTotpEnrolmentDocument, { input: { id, code } }, { token });
async function started(token: string) {
  const { data } = await start(token);
  const { id = '', secret = '', uri = '' } = data?.startTotpEnrolment ?? {};
  return { id, uri, secret, app: new Authenticator(secret, service.clock) };
}
const factorsOf = async (token: string) =>
  (await service.client.run(MySecondFactorsDocument, {}, { token })).me?.secondFactors;

describe('adding an authenticator app', () => {
  it('MFA-5: tells 160 random bits and an address with the names of the service and the user', async () => {
    const { username, tokens } = await registerPerson(service.client);
    const { secret, uri } = await started(tokens.accessToken);
    expect(decoded(secret)).toHaveLength(20);
    const url = new URL(uri);
    expect(decodeURIComponent(url.pathname)).toBe(`/Ex & Co:${username}`);
    expect([url.searchParams.get('issuer'), url.searchParams.get('secret')]).toEqual(['Ex & Co', secret]);
    expect((await started(tokens.accessToken)).secret).not.toBe(secret);
  });

  it('MFA-4: changes nothing before the first code', async () => {
    const person = await registerPerson(service.client);
    const { app, id } = await started(person.tokens.accessToken);
    expect(await factorsOf(person.tokens.accessToken)).toMatchObject({ totp: [], recoveryCodesLeft: 0 });
    const { login } = await service.client.run(LoginDocument, {
      input: { usernameOrEmail: person.email, password: PASSWORD },
    });
    expect(login.user.id).toBe(person.tokens.user.id);
    expect(codesOf(await confirm(person.tokens.accessToken, id, app.wrong()))).toEqual(['INVALID_CODE']);
    expect(codesOf(await confirm(person.tokens.accessToken, id, app.next()))).toEqual([]);
  });

  it('MFA-4: with the first factor gives recovery codes, ends other sessions and lifts this one', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    const token = person.tokens.accessToken;
    const { recoveryCodes } = await enrol(service.client.as(token), service.clock);
    expect(recoveryCodes).toHaveLength(10);
    expect(codesOf(await service.client.ask(MeDocument, {}, { token: other.accessToken }))).toEqual([
      'TOKEN_INVALID',
    ]);
    expect(await factorsOf(token)).toMatchObject({ totp: [{ name: 'Phone' }], recoveryCodesLeft: 10 });
    const [session] = await service.database.session.findMany({ where: { userId: person.tokens.user.id } });
    expect([session?.level, session?.methods, session?.recovered]).toEqual([2, ['mfa', 'otp', 'pwd'], false]);
    const told = () =>
      service.mailbox
        .to(person.email)
        .filter(({ subject }) => subject === 'A second factor was added to your account');
    await until(() => told().length === 1);
  });

  it('MFA-2: ends a sign-in that had proved the password before it', async () => {
    const person = await protectedPerson(service);
    const session = await signInWithTotp(service.client, person);
    const challenge = await challengeOf(service.client, person);
    const input = { id: person.factorId };
    await service.client.run(RemoveTotpDocument, { input }, { token: session.accessToken });
    const late = { challenge, code: person.app.next() };
    expect(codesOf(await service.client.ask(SignInWithTotpDocument, { input: late }))).toEqual([
      'TOKEN_INVALID',
    ]);
  });

  it('MFA-4: never changes a secret in use, however often it is begun and given up', async () => {
    const person = await protectedPerson(service);
    const { accessToken } = await signInWithTotp(service.client, person);
    const begun = await Promise.all([1, 2, 3, 4, 5].map(() => started(accessToken)));
    expect(await service.database.totpSecret.count({ where: { userId: person.tokens.user.id } })).toBe(2);
    const alive = begun.filter(({ id }) => id !== '');
    const { codes } = await outcomesAtOnce(alive.length, (index) =>
      confirm(accessToken, alive[index]?.id ?? '', '000000'),
    );
    // Only the last one waits; the others are gone.
    expect(codes.filter((code) => code === 'INVALID_CODE')).toHaveLength(1);
    await signInWithTotp(service.client, person);
    service.clock.advance(Duration.minutes(16));
    await service.housekeeping.sweep();
    expect(await service.database.totpSecret.count({ where: { userId: person.tokens.user.id } })).toBe(1);
    await signInWithTotp(service.client, person);
  });

  it('confirms a secret once, also 16 at once, and not after a quarter of an hour', async () => {
    const person = await registerPerson(service.client);
    const token = person.tokens.accessToken;
    const { app, id } = await started(token);
    const code = app.next();
    const { won, codes } = await outcomesAtOnce(16, () => confirm(token, id, code));
    expect(won).toHaveLength(1);
    // The first one lifts the session, so the token of the others is not fresh any more.
    for (const code of codes) expect(['NOT_FOUND', 'STEP_UP_REQUIRED']).toContain(code);
    expect(await service.database.recoveryCode.count({ where: { userId: person.tokens.user.id } })).toBe(10);

    const slow = await registerPerson(service.client);
    const late = await started(slow.tokens.accessToken);
    service.clock.advance(Duration.minutes(15));
    // As after a step-up: only the age of the secret refuses the code.
    const userId = slow.tokens.user.id;
    await service.database.session.updateMany({
      where: { userId },
      data: { authenticatedAt: service.clock.now() },
    });
    const { refreshToken } = slow.tokens;
    const refreshed = await service.client.run(RefreshTokenDocument, { input: { refreshToken } });
    const answer = await confirm(refreshed.refreshToken.accessToken, late.id, late.app.next());
    expect(codesOf(answer)).toEqual(['NOT_FOUND']);
  });

  it('is not done with the secret of somebody else', async () => {
    const [person, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const { app, id } = await started(person.tokens.accessToken);
    expect(codesOf(await confirm(other.tokens.accessToken, id, app.next()))).toEqual(['NOT_FOUND']);
  });

  it('MFA-4: needs a session that is fresh, and of two factors once there is one', async () => {
    const person = await protectedPerson(service);
    const fresh = await signInWithTotp(service.client, person);
    service.clock.advance(Duration.minutes(11));
    const refusal = await service.client.refusal(
      StartTotpEnrolmentDocument,
      { input: { name: 'Phone' } },
      { token: fresh.accessToken },
    );
    expect(refusal).toMatchObject({ code: 'STEP_UP_REQUIRED', acr: 'aal2', maxAge: 600 });
    const again = await signInWithTotp(service.client, person);
    await service.database.session.updateMany({
      where: { userId: person.tokens.user.id },
      data: { level: 1, methods: ['pwd'] },
    });
    expect(codesOf(await start(again.accessToken))).toEqual(['STEP_UP_REQUIRED']);
  });

  it('is done five times at most', async () => {
    const person = await protectedPerson(service);
    const { accessToken } = await signInWithTotp(service.client, person);
    const client = service.client.as(accessToken);
    // A step-up of the session makes older access tokens stale, so each app is added in a session of its own.
    for (let count = 1; count < 5; count++)
      await enrol(
        service.client.as((await signInWithTotp(service.client, person)).accessToken),
        service.clock,
      );
    const last = await signInWithTotp(service.client, person);
    const refusal = await client.refusal(
      StartTotpEnrolmentDocument,
      { input: { name: 'Phone' } },
      { token: last.accessToken },
    );
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', reason: 'tooManyAuthenticators' });
  });
});

describe('the name of an authenticator app', () => {
  it('is changed by its user alone', async () => {
    const [person, other] = [await protectedPerson(service), await protectedPerson(service)];
    const rename = (token: string, id: string, name: string) =>
      service.client.ask(RenameTotpDocument, { input: { id, name } }, { token });
    const { accessToken } = await signInWithTotp(service.client, person);
    const { data } = await rename(accessToken, person.factorId, ' Work phone ');
    expect(data?.renameTotp.totp).toEqual({ id: person.factorId, name: 'Work phone' });
    expect(codesOf(await rename(accessToken, other.factorId, 'Mine'))).toEqual(['NOT_FOUND']);
    expect(codesOf(await rename(accessToken, 'nonsense', 'Mine'))).toEqual(['NOT_FOUND']);
  });

  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['NUL', 'a\u0000'],
    ['a lone surrogate', 'a\ud800'],
    ['two lines', 'a\nb'],
    ['65 characters', 'a'.repeat(65)],
    ['100 kB', 'a'.repeat(100_000)],
  ])('is not %s', async (_what, name) => {
    const { tokens } = await registerPerson(service.client);
    expect(codesOf(await start(tokens.accessToken, name))).toEqual(['BAD_USER_INPUT']);
  });

  it('S-3: ends when the user changes the password', async () => {
    const { tokens } = await registerPerson(service.client);
    const { id, app } = await started(tokens.accessToken);
    const input = { currentPassword: PASSWORD, newPassword: 'Another1Word!' };
    await service.client.run(ChangePasswordDocument, { input }, { token: tokens.accessToken });
    expect(codesOf(await confirm(tokens.accessToken, id, app.next()))).toEqual(['NOT_FOUND']);
    expect((await factorsOf(tokens.accessToken))?.totp).toEqual([]);
  });

  it('is finished by the session alone that began it', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    const { id, app } = await started(other.accessToken);
    expect(codesOf(await confirm(person.tokens.accessToken, id, app.next()))).toEqual(['NOT_FOUND']);
    expect(codesOf(await confirm(other.accessToken, id, app.next()))).toEqual([]);
  });

  it('MFA-4: is not finished by a session that is not fresh any more', async () => {
    const { tokens } = await registerPerson(service.client);
    const { id, app } = await started(tokens.accessToken);
    service.clock.advance(Duration.minutes(11));
    expect(codesOf(await confirm(tokens.accessToken, id, app.next()))).toEqual(['STEP_UP_REQUIRED']);
    expect((await factorsOf(tokens.accessToken))?.totp).toEqual([]);
  });
});
