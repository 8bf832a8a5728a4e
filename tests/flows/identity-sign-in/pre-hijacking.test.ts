import {
  CompleteSignUpDocument,
  ConfirmEmailChangeDocument,
  LoginDocument,
  MeDocument,
  RefreshTokenDocument,
  RegisterDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { BESIDE } from '../../support/administrators.js';
import { refreshed } from '../../support/authentication.js';
import { Authenticator as Key } from '../../support/authenticator.js';
import { identitiesOf, provenIdentity, refusalOf, signInWith, signUpWith } from '../../support/identities.js';
import { addPasskey, signInRefusal } from '../../support/passkeys.js';
import { newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { enrol } from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

/**
 * The five kinds of "Pre-hijacked accounts" (Sudhodanan and Paverd, USENIX Security 2022), each with a provider that
 * proves the mailbox of the victim. The attacker has prepared an account with the address of the victim.
 */
let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

/** The victim signs in with their provider, and has the account alone. */
async function victimArrives({ email, tokens }: Pick<Person, 'email' | 'tokens'>) {
  const victim = await signInWith(service, provenIdentity({ email }));
  expect(victim.viewer.account).toMatchObject({ id: tokens.user.id, email, emailVerified: true });
  return victim;
}

async function resetPassword(email: string): Promise<void> {
  await service.client.run(RequestPasswordResetDocument, { input: { email } });
  const input = { token: await service.mailbox.token(email), newPassword: 'Correct-Horse-9' };
  await service.client.run(ResetPasswordDocument, { input });
}

describe('an account that an attacker prepared', () => {
  it('classic-federated merge: the password and the factors of the attacker open nothing any more', async () => {
    const attacker = await registerPerson(service.client);
    await enrol(service.client.as(attacker.tokens.accessToken), service.clock);
    const { accessToken } = await refreshed(service.client, attacker.tokens);
    const key = new Key();
    await addPasskey(service.client.as(accessToken), key);
    await victimArrives(attacker);
    const input = { usernameOrEmail: attacker.email, password: PASSWORD };
    expect(await service.client.refusal(LoginDocument, { input })).toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    expect(await signInRefusal(service.client, key)).toMatchObject({ code: 'INVALID_CREDENTIALS' });
  });

  it('unexpired session: neither the access token nor the refresh token works any more', async () => {
    const { tokens, email } = await registerPerson(service.client);
    await victimArrives({ tokens, email });
    const token = tokens.accessToken;
    expect(await service.client.refusal(MeDocument, {}, { token })).toMatchObject({ code: 'TOKEN_INVALID' });
    const input = { refreshToken: tokens.refreshToken };
    expect(await service.client.refusal(RefreshTokenDocument, { input })).toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });

  it('trojan identifier: the identity that the attacker linked leads there no more', async () => {
    const attacker = await registerPerson(service.client);
    const trojan = provenIdentity();
    const viewer = await service.factors.sessions.identify(attacker.tokens.accessToken, BESIDE);
    await service.identities.identitySignIns.link(viewer, trojan, BESIDE);
    const { accessToken } = await victimArrives(attacker);
    expect(await identitiesOf(service.client, accessToken)).toHaveLength(1);
    expect((await refusalOf(service, trojan)).code).toBe('SIGN_UP_REQUIRED');
  });

  it('trojan identifier: a reset of the password by the owner of the mailbox ends it too', async () => {
    const trojan = provenIdentity({ emailProven: false });
    const { challenge } = await refusalOf(service, trojan);
    const { email, username } = newcomer();
    await service.client.run(CompleteSignUpDocument, { input: { challenge, username, email } });
    await resetPassword(email);
    expect((await refusalOf(service, trojan)).code).toBe('SIGN_UP_REQUIRED');
  });

  it('unexpired email change: the link in the mailbox of the attacker is dead', async () => {
    const attacker = await registerPerson(service.client);
    const newEmail = newcomer().email;
    const input = { newEmail, password: PASSWORD };
    const { accessToken: token } = attacker.tokens;
    await service.client.run(RequestEmailChangeDocument, { input }, { token });
    const link = await service.mailbox.token(newEmail, 1, 'confirm-email');
    await victimArrives(attacker);
    const confirmed = { input: { token: link } };
    expect(await service.client.refusal(ConfirmEmailChangeDocument, confirmed)).toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });

  it('non-verifying provider: an address that it does not vouch for opens no account and links to none', async () => {
    const victim = await registerPerson(service.client);
    const attacker = provenIdentity({ email: victim.email, emailProven: false });
    const { code, challenge, extras } = await refusalOf(service, attacker);
    expect([code, extras['email']]).toEqual(['SIGN_UP_REQUIRED', null]);
    const input = { challenge, username: newcomer().username, email: victim.email };
    expect(await service.client.refusal(CompleteSignUpDocument, { input })).toMatchObject({
      code: 'EMAIL_TAKEN',
    });
    expect(await identitiesOf(service.client, victim.tokens.accessToken)).toEqual([]);
  });

  it('non-verifying provider: an account that it prepared goes to the owner of the mailbox', async () => {
    const attacker = provenIdentity({ emailProven: false });
    const { challenge } = await refusalOf(service, attacker);
    const { email, username } = newcomer();
    const input = { challenge, username, email };
    const { completeSignUp: tokens } = await service.client.run(CompleteSignUpDocument, { input });
    const registering = { input: { ...newcomer(), email } };
    expect(await service.client.refusal(RegisterDocument, registering)).toMatchObject({
      code: 'EMAIL_TAKEN',
    });
    await victimArrives({ email, tokens });
    expect((await refusalOf(service, attacker)).code).toBe('SIGN_UP_REQUIRED');
    const { accessToken: token } = tokens;
    expect(await service.client.refusal(MeDocument, {}, { token })).toMatchObject({ code: 'TOKEN_INVALID' });
  });
});

it('the identity of a user who has proved the mailbox outlives a reset of the password, as factors do', async () => {
  const { identity, email, tokens } = await signUpWith(service);
  await resetPassword(email);
  expect((await signInWith(service, identity)).viewer.account.id).toBe(tokens.user.id);
});
