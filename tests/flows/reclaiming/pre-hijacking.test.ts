import {
  ConfirmEmailChangeDocument,
  DeleteAccountDocument,
  LoginDocument,
  MeDocument,
  RefreshTokenDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
  StartTotpEnrolmentDocument,
} from '../../../src/generated/client/operations.js';
import { refreshed } from '../../support/authentication.js';
import { Authenticator as Key } from '../../support/authenticator.js';
import { CODES_ON, signInByCode } from '../../support/mailed-codes.js';
import { claimsOf, codesOf } from '../../support/outcomes.js';
import {
  addPasskey,
  personWithPasskey,
  signInRefusal,
  signIn as signInWithPasskey,
} from '../../support/passkeys.js';
import { newcomer, PASSWORD, registerPerson } from '../../support/people.js';
import { challengeOf, protectedPerson, signInWithTotp } from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';
import { mailboxOf, verified } from './mailboxes.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { ...CODES_ON, REFERRAL_REWARD: '1.00' } });
}, START_LIMIT);
afterAll(() => service.stop());

/** What an attacker leaves in an account with the address of a victim. */
async function prepared() {
  const attacker = await protectedPerson(service);
  const key = new Key();
  const opened = await signInWithTotp(service.client, attacker);
  await addPasskey(service.client.as(opened.accessToken), key);
  const session = await refreshed(service.client, opened);
  const challenge = await challengeOf(service.client, attacker);
  return { attacker, key, session, challenge };
}

const eventsOf = async (userId: string, type: string) =>
  service.database.auditEvent.findMany({ where: { userId, type } });

describe('an account that an attacker registered with the address of a victim', () => {
  it('opens for none of the password, the app, the passkey and the recovery codes, once the victim signs in', async () => {
    const { attacker, key, challenge } = await prepared();
    const { user, accessToken } = await signInByCode(service, attacker.email);
    expect(user).toMatchObject({ id: attacker.tokens.user.id, emailVerified: true });
    expect(claimsOf(accessToken)['amr']).toEqual(['otp']);
    const login = { usernameOrEmail: attacker.email, password: PASSWORD };
    expect(codesOf(await service.client.ask(LoginDocument, { input: login }))).toEqual([
      'INVALID_CREDENTIALS',
    ]);
    expect((await signInRefusal(service.client, key)).code).toBe('INVALID_CREDENTIALS');
    const app = { challenge, code: attacker.app.next() };
    expect(codesOf(await service.client.ask(SignInWithTotpDocument, { input: app }))).toEqual([
      'TOKEN_INVALID',
    ]);
    const recovery = { challenge, code: attacker.recoveryCodes[0] ?? '' };
    expect(codesOf(await service.client.ask(SignInWithRecoveryCodeDocument, { input: recovery }))).toEqual([
      'TOKEN_INVALID',
    ]);
    const { id: userId } = user;
    const { database } = service;
    expect({
      passwords: await database.passwordHash.count({ where: { userId } }),
      apps: await database.totpSecret.count({ where: { userId } }),
      passkeys: await database.passkey.count({ where: { userId } }),
      recoveryCodes: await database.recoveryCode.count({ where: { userId } }),
      knownDevices: await database.knownDevice.count({ where: { userId } }),
      sessions: await database.session.count({ where: { userId } }),
    }).toEqual({ passwords: 0, apps: 0, passkeys: 0, recoveryCodes: 0, knownDevices: 1, sessions: 1 });
  });

  it('unexpired session: ends every session that the attacker kept', async () => {
    const { attacker, session } = await prepared();
    await signInByCode(service, attacker.email);
    for (const { accessToken, refreshToken } of [attacker.tokens, session]) {
      expect(codesOf(await service.client.as(accessToken).ask(MeDocument, {}))).toEqual(['TOKEN_INVALID']);
      const refresh = await service.client.ask(RefreshTokenDocument, { input: { refreshToken } });
      expect(codesOf(refresh)).toEqual(['TOKEN_INVALID']);
    }
  });

  it('unexpired email change: ends a change of the address that the attacker has begun', async () => {
    const attacker = await registerPerson(service.client);
    const newEmail = newcomer().email;
    const input = { newEmail, password: PASSWORD };
    await service.client.as(attacker.tokens.accessToken).run(RequestEmailChangeDocument, { input });
    const token = await service.mailbox.token(newEmail, 1, 'confirm-email');
    const { user } = await signInByCode(service, attacker.email);
    const confirm = await service.client.ask(ConfirmEmailChangeDocument, { input: { token } });
    expect(codesOf(confirm)).toEqual(['TOKEN_INVALID']);
    const row = await service.database.user.findUniqueOrThrow({ where: { id: user.id } });
    expect(row.email).toBe(attacker.email);
  });

  it('trojan identifier: is not shared after the victim has confirmed a change to their address by mistake', async () => {
    const attacker = await registerPerson(service.client);
    const newEmail = newcomer().email;
    const input = { newEmail, password: PASSWORD };
    await service.client.as(attacker.tokens.accessToken).run(RequestEmailChangeDocument, { input });
    const token = await service.mailbox.token(newEmail, 1, 'confirm-email');
    await service.client.run(ConfirmEmailChangeDocument, { input: { token } });
    expect(await mailboxOf(service, attacker)).toMatchObject({ verifiedElsewhere: true });
    await signInByCode(service, newEmail);
    expect(codesOf(await service.client.as(attacker.tokens.accessToken).ask(MeDocument, {}))).toEqual([
      'TOKEN_INVALID',
    ]);
  });

  it('trojan identifier: opens by no name of the account', async () => {
    const attacker = await registerPerson(service.client);
    await signInByCode(service, attacker.email);
    for (const usernameOrEmail of [attacker.email, attacker.username]) {
      const login = { usernameOrEmail, password: PASSWORD };
      expect(codesOf(await service.client.ask(LoginDocument, { input: login }))).toEqual([
        'INVALID_CREDENTIALS',
      ]);
    }
  });

  it('tells the victim by mail and by event what has happened', async () => {
    const attacker = await registerPerson(service.client);
    const { user } = await signInByCode(service, attacker.email);
    expect(await eventsOf(user.id, 'account_reclaimed')).toMatchObject([{ metadata: { method: 'code' } }]);
    expect(await eventsOf(user.id, 'email_verified')).toHaveLength(1);
    await signInByCode(service, attacker.email);
    const told = service.mailbox.to(attacker.email).filter(({ subject }) => /taken over/.test(subject));
    expect(told.map(({ text }) => text).join()).toContain('the password, authenticator apps');
    expect(told).toHaveLength(1);
  });

  it('gives a session that is never fresh; the next sign-in gives a fresh one', async () => {
    const attacker = await registerPerson(service.client);
    const enrolment = { input: { name: 'Phone' } };
    const first = await signInByCode(service, attacker.email);
    const own = service.client.as(first.accessToken);
    expect(codesOf(await own.ask(MeDocument, {}))).toEqual([]);
    expect(codesOf(await own.ask(StartTotpEnrolmentDocument, enrolment))).toEqual(['STEP_UP_REQUIRED']);
    expect(codesOf(await own.ask(DeleteAccountDocument, { input: {} }))).toEqual(['STEP_UP_REQUIRED']);
    const later = await refreshed(service.client, first);
    const refreshedClient = service.client.as(later.accessToken);
    expect(codesOf(await refreshedClient.ask(StartTotpEnrolmentDocument, enrolment))).toEqual([
      'STEP_UP_REQUIRED',
    ]);
    const second = await signInByCode(service, attacker.email);
    const fresh = service.client.as(second.accessToken);
    expect(codesOf(await fresh.ask(StartTotpEnrolmentDocument, enrolment))).toEqual([]);
  });

  it('earns the attacker no reward for the address of the victim', async () => {
    const attacker = await registerPerson(service.client);
    const { referralCode } = attacker.tokens.user;
    const victim = await registerPerson(service.client, { referralCode });
    await signInByCode(service, victim.email);
    expect(await mailboxOf(service, victim)).toMatchObject({ referredById: null });
    const where = { userId: attacker.tokens.user.id };
    expect(await service.database.ledgerEntry.count({ where })).toBe(0);
  });
});

describe('a reset of the password by mail', () => {
  const reset = async (email: string, password = 'Correct-Horse-9') => {
    await service.client.run(RequestPasswordResetDocument, { input: { email } });
    const input = { token: await service.mailbox.token(email), newPassword: password };
    await service.client.run(ResetPasswordDocument, { input });
    return { usernameOrEmail: email, password };
  };

  it('trojan passkey: ends the passkey of the registrant, who would share the account', async () => {
    const key = new Key();
    const attacker = await personWithPasskey(service.client, key);
    const login = await reset(attacker.email);
    expect((await signInRefusal(service.client, key)).code).toBe('INVALID_CREDENTIALS');
    const answer = await service.client.ask(LoginDocument, { input: login });
    expect(codesOf(answer)).toEqual([]);
    const userId = attacker.tokens.user.id;
    expect(await service.database.recoveryCode.count({ where: { userId } })).toBe(0);
  });

  it('keeps the passkey of a user who had proved the mailbox', async () => {
    const key = new Key();
    const person = await verified(service, await registerPerson(service.client));
    await addPasskey(service.client.as(person.tokens.accessToken), key);
    const login = await reset(person.email);
    expect((await service.client.refusal(LoginDocument, { input: login })).code).toBe('MFA_REQUIRED');
    expect((await signInWithPasskey(service.client, key)).user.id).toBe(person.tokens.user.id);
  });

  it('proves the mailbox and keeps the factors, so the account is not reclaimed later', async () => {
    const person = await protectedPerson(service);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const reset = { token: await service.mailbox.token(person.email), newPassword: 'Correct-Horse-9' };
    await service.client.run(ResetPasswordDocument, { input: reset });
    const mailbox = await mailboxOf(service, person);
    expect(mailbox.emailVerifiedAt).not.toBeNull();
    expect(mailbox.secondFactorSince).not.toBeNull();
    await expect(signInByCode(service, person.email)).rejects.toThrow('MFA_REQUIRED');
    expect(await eventsOf(person.tokens.user.id, 'account_reclaimed')).toEqual([]);
  });
});
