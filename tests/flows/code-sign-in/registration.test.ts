import {
  LoginDocument,
  RegisterWithCodeDocument,
  type RegisterWithCodeInput,
  SignInWithCodeDocument,
} from '../../../src/generated/client/operations.js';
import { codesTo, codeTo } from '../../support/mailed-codes.js';
import { claimsOf, codesOf, outcomesAtOnce } from '../../support/outcomes.js';
import { newcomer, PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';
import { verified } from '../reclaiming/mailboxes.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { MAILED_CODES: 'registration' } });
}, START_LIMIT);
afterAll(() => service.stop());

function someone(more: Partial<RegisterWithCodeInput> = {}) {
  const { username, email } = newcomer();
  return { username, email, ...more };
}

async function begin(input: RegisterWithCodeInput) {
  const count = codesTo(service, input.email).length + 1;
  const { registerWithCode: asked } = await service.client.run(RegisterWithCodeDocument, { input });
  return { challenge: asked.challenge, code: await codeTo(service, input.email, count) };
}

const finish = (input: { challenge: string; code: string; username?: string }) =>
  service.client.ask(SignInWithCodeDocument, { input });
const accountsOf = (email: string) => service.database.user.count({ where: { emailKey: email } });

describe('a registration with a mailed code', () => {
  it('creates a verified account without a password, once the code is shown', async () => {
    const referrer = await registerPerson(service.client);
    const { referralCode } = referrer.tokens.user;
    const input = someone({ displayName: 'Ada', languageCode: 'de', referralCode });
    const shown = await begin(input);
    expect(await accountsOf(input.email)).toBe(0);
    const { signInWithCode: opened } = await service.client.run(SignInWithCodeDocument, { input: shown });
    const { username, email } = input;
    const account = { username, email, displayName: 'Ada', languageCode: 'de', emailVerified: true };
    expect(opened.user).toMatchObject(account);
    expect(opened.message).toBe('Registrierung erfolgreich');
    const { acr, amr } = claimsOf(opened.accessToken);
    expect({ acr, amr }).toEqual({ acr: 'aal1', amr: ['otp'] });
    const { id } = opened.user;
    expect(await service.database.passwordHash.count({ where: { userId: id } })).toBe(0);
    const row = await service.database.user.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ referredById: referrer.tokens.user.id, verifiedElsewhere: false });
  });

  it('writes the mail without the username, which an unknown person chose', async () => {
    const input = someone();
    await begin(input);
    expect(
      service.mailbox
        .to(input.email)
        .map(({ text }) => text)
        .join(),
    ).not.toContain(input.username);
  });

  it('answers the same for a taken address, whose owner gets a code to sign in', async () => {
    const owner = await verified(service, await registerPerson(service.client));
    const answers = [someone(), someone({ email: owner.email })].map(async (input) =>
      service.client.run(RegisterWithCodeDocument, { input }),
    );
    const [free, taken] = await Promise.all(answers);
    const shape = { success: true, challenge: expect.any(String), expiresAt: expect.any(String) };
    const message = free?.registerWithCode.message;
    for (const answer of [free, taken]) expect(answer?.registerWithCode).toEqual({ ...shape, message });
    const challenge = taken?.registerWithCode.challenge ?? '';
    const { data } = await finish({ challenge, code: await codeTo(service, owner.email) });
    expect(data?.signInWithCode.user).toMatchObject({ id: owner.tokens.user.id, username: owner.username });
  });

  it('mails nothing to a suspended user', async () => {
    const { email, tokens } = await registerPerson(service.client);
    await service.database.user.update({ where: { id: tokens.user.id }, data: { status: 'SUSPENDED' } });
    await service.client.run(RegisterWithCodeDocument, { input: someone({ email }) });
    await begin(someone());
    expect(codesTo(service, email)).toEqual([]);
  });

  it('tells at once that a username is taken, missing or reserved, and that a referral code is unknown', async () => {
    const { username } = await registerPerson(service.client);
    const refusal = (input: RegisterWithCodeInput) =>
      service.client.refusal(RegisterWithCodeDocument, { input });
    expect(await refusal(someone({ username }))).toMatchObject({
      code: 'USERNAME_TAKEN',
      fields: [{ field: 'username', rule: 'taken' }],
    });
    expect(await refusal(someone({ username: null }))).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ field: 'username', rule: 'required' }],
    });
    expect(await refusal(someone({ username: 'admin' }))).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ field: 'username', rule: 'reserved' }],
    });
    expect((await refusal(someone({ referralCode: 'NOBODY' }))).code).toBe('INVALID_REFERRAL_CODE');
  });

  it('keeps the code good for another username, if somebody took the first one meanwhile', async () => {
    const input = someone();
    const shown = await begin(input);
    await registerPerson(service.client, { username: input.username });
    expect(codesOf(await finish(shown))).toEqual(['USERNAME_TAKEN']);
    const reserved = await finish({ ...shown, username: 'admin' });
    expect(codesOf(reserved)).toEqual(['BAD_USER_INPUT']);
    const { data } = await finish({ ...shown, username: uniqueName() });
    expect(data?.signInWithCode.user.email).toBe(input.email);
  });

  it('says that the address got an account meanwhile, to the person who has proved it', async () => {
    const input = someone();
    const shown = await begin(input);
    await registerPerson(service.client, { email: input.email });
    expect(codesOf(await finish(shown))).toEqual(['EMAIL_TAKEN']);
  });

  it('goes on without a referrer who has left', async () => {
    const referrer = await registerPerson(service.client);
    const shown = await begin(someone({ referralCode: referrer.tokens.user.referralCode }));
    await service.database.user.delete({ where: { id: referrer.tokens.user.id } });
    expect(codesOf(await finish(shown))).toEqual([]);
  });

  it('creates one account for sixteen requests at once', async () => {
    const input = someone();
    const shown = await begin(input);
    const { won, codes } = await outcomesAtOnce(16, () => finish(shown));
    expect(won).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['TOKEN_INVALID']));
    expect(await accountsOf(input.email)).toBe(1);
  });

  it('gives no password that opens the account', async () => {
    const input = someone();
    await finish(await begin(input));
    for (const password of [PASSWORD, ''])
      expect(
        codesOf(
          await service.client.ask(LoginDocument, { input: { usernameOrEmail: input.email, password } }),
        ),
      ).toEqual(['INVALID_CREDENTIALS']);
  });

  it('derives the username, where the service does that', async () => {
    const derived = await startService({ env: { MAILED_CODES: 'registration', USERNAMES: 'derived' } });
    const email = `${uniqueName()}@example.com`;
    const { registerWithCode } = await derived.client.run(RegisterWithCodeDocument, { input: { email } });
    const input = { challenge: registerWithCode.challenge, code: await codeTo(derived, email) };
    const { signInWithCode } = await derived.client.run(SignInWithCodeDocument, { input });
    expect(signInWithCode.user.username).toBe(email.split('@')[0]);
    await derived.stop();
  });

  it('is refused where codes only sign in', async () => {
    const signsIn = await startService({ env: { MAILED_CODES: 'sign-in' } });
    const refused = await signsIn.client.refusal(RegisterWithCodeDocument, { input: someone() });
    expect(refused).toMatchObject({ code: 'FORBIDDEN', reason: 'codeRegistrationOff' });
    await signsIn.stop();
  });
});
