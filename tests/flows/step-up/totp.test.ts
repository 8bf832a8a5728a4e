import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  ExportMyDataDocument,
  ReauthenticateWithTotpDocument,
  SignInWithTotpDocument,
} from '../../../src/generated/client/operations.js';
import { ageAuthentication, refreshed } from '../../support/authentication.js';
import { claimsOf, codesOf } from '../../support/outcomes.js';
import { atOnce, PASSWORD, registerPerson } from '../../support/people.js';
import {
  challengeOf,
  enrol,
  type ProtectedPerson,
  protectedPerson,
  signInWithRecoveryCode,
  signInWithTotp,
} from '../../support/second-factors.js';
import { startService, type TestService } from '../../support/service.js';

const HOUR = Duration.minutes(60);

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** Somebody with an authenticator app who signed in with both factors an hour ago. */
async function signedInAnHourAgo() {
  const person = await protectedPerson(service);
  const tokens = await signInWithTotp(service.client, person);
  await ageAuthentication(service, tokens.accessToken, HOUR);
  return { person, tokens: { ...tokens, refreshToken: String(tokens.refreshToken) } };
}

const stepUp = (token: string, code: string) =>
  service.client.ask(ReauthenticateWithTotpDocument, { input: { code } }, { token });
const exportWith = async (token: string) =>
  codesOf(await service.client.ask(ExportMyDataDocument, {}, { token }));
const rowOf = (token: string) =>
  service.database.session.findUniqueOrThrow({ where: { id: String(claimsOf(token)['sid']) } });

describe('reauthenticateWithTotp', () => {
  it('makes a session fresh for the client that refreshes it, and not for a thief who has the token from before', async () => {
    const { person, tokens } = await signedInAnHourAgo();
    const refusal = await service.client.as(tokens.accessToken).refusal(ExportMyDataDocument, {});
    expect(refusal).toMatchObject({ code: 'STEP_UP_REQUIRED', acr: 'aal2', methods: ['TOTP'], enrol: false });

    const { data } = await stepUp(tokens.accessToken, person.app.next());
    expect(data?.reauthenticateWithTotp).toMatchObject({ success: true, acr: 'aal2' });
    expect(await exportWith(tokens.accessToken)).toEqual(['STEP_UP_REQUIRED']);
    const { accessToken } = await refreshed(service.client, tokens);
    expect(await exportWith(accessToken)).toEqual([]);
    const { acr, amr } = claimsOf(accessToken);
    expect({ acr, amr }).toEqual({ acr: 'aal2', amr: ['mfa', 'otp', 'pwd'] });
    const events = await service.database.auditEvent.findMany({
      where: { userId: person.tokens.user.id, type: 'reauthenticated' },
    });
    expect(events.map(({ metadata }) => metadata)).toEqual([{ methods: ['otp', 'mfa'] }]);
  });

  it('takes each code once, whatever it is used for', async () => {
    const { person, tokens } = await signedInAnHourAgo();
    const code = person.app.next();
    expect(codesOf(await stepUp(tokens.accessToken, code))).toEqual([]);
    expect(codesOf(await stepUp(tokens.accessToken, code))).toEqual(['INVALID_CODE']);
    const challenge = await challengeOf(service.client, person);
    const signIn = await service.client.ask(SignInWithTotpDocument, { input: { challenge, code } });
    expect(codesOf(signIn)).toEqual(['INVALID_CODE']);
  });

  it('takes one code once of sixteen at the same time', async () => {
    const { person, tokens } = await signedInAnHourAgo();
    const code = person.app.next();
    const attempts = await atOnce(16, async () => codesOf(await stepUp(tokens.accessToken, code)));
    const codes = attempts.flatMap((attempt) =>
      attempt.status === 'fulfilled' ? attempt.value : ['thrown'],
    );
    expect(codes).toEqual(Array.from({ length: 15 }, () => 'INVALID_CODE'));
  });

  it('refuses a wrong code, records it, and leaves the session as it was', async () => {
    const { person, tokens } = await signedInAnHourAgo();
    const { used: _, ...before } = await rowOf(tokens.accessToken);
    for (const code of [person.app.wrong(), '', '１２３４５６', 'x'.repeat(2000), '\0', '\ud800'])
      expect(codesOf(await stepUp(tokens.accessToken, code))).toEqual(['INVALID_CODE']);
    const { used, ...after } = await rowOf(tokens.accessToken);
    expect(after).toEqual(before);
    const where = { userId: person.tokens.user.id, type: 'reauthentication_failed' };
    expect(await service.database.auditEvent.count({ where })).toBe(6);
  });

  it('refuses every code of a user without an authenticator app', async () => {
    const { tokens } = await registerPerson(service.client);
    expect(codesOf(await stepUp(tokens.accessToken, '123456'))).toEqual(['INVALID_CODE']);
  });

  it('ends the restrictions of a recovered session by an app that is older, and not by one added in it', async () => {
    const person: ProtectedPerson = await protectedPerson(service);
    const { accessToken, refreshToken } = await signInWithRecoveryCode(service.client, person);
    const { app } = await enrol(service.client.as(accessToken), service.clock, 'New phone');
    const tokens = await refreshed(service.client, {
      ...person.tokens,
      accessToken,
      refreshToken: String(refreshToken),
    });
    expect(codesOf(await stepUp(tokens.accessToken, app.next()))).toEqual([]);
    const next = await refreshed(service.client, tokens);
    expect(await exportWith(next.accessToken)).toEqual(['STEP_UP_REQUIRED']);
    expect(codesOf(await stepUp(next.accessToken, person.app.next()))).toEqual([]);
    expect(await exportWith((await refreshed(service.client, next)).accessToken)).toEqual([]);
  });

  it('meets a change of the password in whatever order, and neither fails by a deadlock', async () => {
    for (let race = 0; race < 10; race++) {
      const person = await protectedPerson(service);
      const [one, other] = [
        await signInWithTotp(service.client, person),
        await signInWithTotp(service.client, person),
      ];
      const code = person.app.next();
      const input = { currentPassword: PASSWORD, newPassword: 'Correct-Horse-9' };
      const [lifted, changed] = await Promise.all([
        stepUp(one.accessToken, code),
        service.client.ask(ChangePasswordDocument, { input }, { token: other.accessToken }),
      ]);
      expect(codesOf(changed)).toEqual([]);
      expect([[], ['TOKEN_INVALID']]).toContainEqual(codesOf(lifted));
      // The change ended the session, lifted or not.
      expect(await exportWith(one.accessToken)).toEqual(['TOKEN_INVALID']);
    }
  });
});

describe('the limit of wrong codes', () => {
  it('is five a day for a session, of their own, so neither sign-ins nor passwords pay for them', async () => {
    const limited = await startService({ env: { RATE_LIMITS: 'on' } });
    const person = await protectedPerson(limited);
    const tokens = await signInWithTotp(limited.client, person);
    const ask = (code: string) =>
      limited.client.ask(ReauthenticateWithTotpDocument, { input: { code } }, { token: tokens.accessToken });
    for (let tries = 0; tries < 5; tries++)
      expect(codesOf(await ask(person.app.wrong()))).toEqual(['INVALID_CODE']);
    expect(codesOf(await ask(person.app.next()))).toEqual(['RATE_LIMITED']);
    const again = await signInWithTotp(limited.client, person);
    expect(again.user.id).toBe(person.tokens.user.id);
    const input = { currentPassword: PASSWORD, newPassword: 'Correct-Horse-9' };
    const changed = await limited.client.ask(ChangePasswordDocument, { input }, { token: again.accessToken });
    expect(codesOf(changed)).toEqual([]);
    await limited.stop();
  });

  it('counts by session, so the thief of an access token does not stop the owner', async () => {
    const limited = await startService({ env: { RATE_LIMITS: 'on' } });
    const person = await protectedPerson(limited);
    const [stolen, own] = [
      await signInWithTotp(limited.client, person),
      await signInWithTotp(limited.client, person),
    ];
    const ask = async ({ accessToken: token }: { accessToken: string }, code: string) =>
      codesOf(await limited.client.ask(ReauthenticateWithTotpDocument, { input: { code } }, { token }));
    for (let tries = 0; tries < 5; tries++)
      expect(await ask(stolen, person.app.wrong())).toEqual(['INVALID_CODE']);
    expect(await ask(stolen, person.app.wrong())).toEqual(['RATE_LIMITED']);
    expect(await ask(own, person.app.next())).toEqual([]);
    await limited.stop();
  });

  it('is twenty a day for an account, over whatever sessions, and the owner can still sign in', async () => {
    const limited = await startService({ env: { RATE_LIMITS: 'on' } });
    const person = await protectedPerson(limited);
    const ask = async (token: string, code: string) =>
      codesOf(await limited.client.ask(ReauthenticateWithTotpDocument, { input: { code } }, { token }));
    for (let session = 0; session < 4; session++) {
      const { accessToken } = await signInWithTotp(limited.client, person);
      for (let tries = 0; tries < 5; tries++)
        expect(await ask(accessToken, person.app.wrong())).toEqual(['INVALID_CODE']);
    }
    const { accessToken } = await signInWithTotp(limited.client, person);
    expect(await ask(accessToken, person.app.next())).toEqual(['RATE_LIMITED']);
    expect((await signInWithTotp(limited.client, person)).user.id).toBe(person.tokens.user.id);
    limited.clock.advance(Duration.minutes(24 * 60));
    const next = await signInWithTotp(limited.client, person);
    expect(await ask(next.accessToken, person.app.next())).toEqual([]);
    await limited.stop();
  });
});
