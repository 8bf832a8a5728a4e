import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  RefreshTokenDocument,
  RequestSignInCodeDocument,
  SignInWithCodeDocument,
  SignInWithTotpDocument,
} from '../../../src/generated/client/operations.js';
import { askForCode, CODES_ON, codesTo, signInByCode, wrongFor } from '../../support/mailed-codes.js';
import { claimsOf, codesOf } from '../../support/outcomes.js';
import { newcomer, PASSWORD, registerPerson } from '../../support/people.js';
import { enrol } from '../../support/second-factors.js';
import { startService, type TestService } from '../../support/service.js';
import { verified } from '../reclaiming/mailboxes.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: CODES_ON });
});
afterAll(() => service.stop());

const verifiedPerson = async () => verified(service, await registerPerson(service.client));
const attempt = (challenge: string, code: string) =>
  service.client.ask(SignInWithCodeDocument, { input: { challenge, code } });

describe('a sign-in with a mailed code', () => {
  it('opens a session of one factor, and tells so', async () => {
    const person = await verifiedPerson();
    const { accessToken, user } = await signInByCode(service, person.email);
    expect(user.id).toBe(person.tokens.user.id);
    const { acr, amr, auth_time: at } = claimsOf(accessToken);
    expect({ acr, amr }).toEqual({ acr: 'aal1', amr: ['otp'] });
    expect(Math.abs(Number(at) - service.clock.now().getTime() / 1000)).toBeLessThan(60);
  });

  it('RT-11: a refresh moves neither the time nor the way of the proof', async () => {
    const person = await verifiedPerson();
    const opened = await signInByCode(service, person.email);
    service.clock.advance(Duration.minutes(5));
    const input = { refreshToken: opened.refreshToken };
    const { refreshToken: refreshed } = await service.client.run(RefreshTokenDocument, { input });
    const told = ({ auth_time, acr, amr }: Readonly<Record<string, unknown>>) => ({ auth_time, acr, amr });
    expect(told(claimsOf(refreshed.accessToken))).toEqual(told(claimsOf(opened.accessToken)));
  });

  it.each<[string, (code: string) => string]>([
    ['in lower case', (code) => code.toLowerCase()],
    ['without the hyphen', (code) => code.replace('-', '')],
    ['with spaces', (code) => ` ${code.replace('-', ' ')} `],
    ['with O for 0', (code) => code.replaceAll('0', 'O')],
    ['with l and I for 1', (code) => code.replace('1', 'l').replaceAll('1', 'I')],
  ])('takes the code %s', async (_, typed) => {
    const person = await verifiedPerson();
    const { challenge, code } = await askForCode(service, person.email);
    expect(codesOf(await attempt(challenge, typed(code)))).toEqual([]);
  });

  it('takes a code once', async () => {
    const { email } = await verifiedPerson();
    const { challenge, code } = await askForCode(service, email);
    expect(codesOf(await attempt(challenge, code))).toEqual([]);
    expect(codesOf(await attempt(challenge, code))).toEqual(['TOKEN_INVALID']);
  });

  it('takes a code for ten minutes', async () => {
    const { email } = await verifiedPerson();
    const { challenge, code } = await askForCode(service, email);
    service.clock.advance(Duration.minutes(10));
    expect(codesOf(await attempt(challenge, code))).toEqual(['TOKEN_INVALID']);
  });

  it('takes a code with the challenge of its own request alone', async () => {
    const [one, other] = [await verifiedPerson(), await verifiedPerson()];
    const [first, second] = [await askForCode(service, one.email), await askForCode(service, other.email)];
    const again = await askForCode(service, one.email);
    for (const challenge of [second.challenge, again.challenge])
      expect(codesOf(await attempt(challenge, first.code))).toEqual(['INVALID_CODE']);
    expect(codesOf(await attempt('x'.repeat(43), first.code))).toEqual(['TOKEN_INVALID']);
    expect(codesOf(await attempt(first.challenge, first.code))).toEqual([]);
  });

  it('says how many attempts are left, and ends the challenge with the fifth', async () => {
    const { email } = await verifiedPerson();
    const { challenge, code } = await askForCode(service, email);
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      const input = { challenge, code: wrongFor(code) };
      const refused = await service.client.refusal(SignInWithCodeDocument, { input });
      expect(refused).toMatchObject({ code: 'INVALID_CODE', attemptsLeft });
    }
    expect(codesOf(await attempt(challenge, code))).toEqual(['TOKEN_INVALID']);
  });

  it('MFA-2: asks a user with a second factor for it', async () => {
    const person = await verifiedPerson();
    const { app } = await enrol(service.client.as(person.tokens.accessToken), service.clock);
    const { challenge, code } = await askForCode(service, person.email);
    const input = { challenge, code };
    const asked = await service.client.refusal(SignInWithCodeDocument, { input });
    expect(asked).toMatchObject({ code: 'MFA_REQUIRED', methods: ['TOTP', 'RECOVERY_CODE'] });
    expect(codesOf(await attempt(challenge, code))).toEqual(['TOKEN_INVALID']);
    const step = { challenge: String(asked['challenge']), code: app.next() };
    const { signInWithTotp } = await service.client.run(SignInWithTotpDocument, { input: step });
    const { acr, amr } = claimsOf(signInWithTotp.accessToken);
    expect({ acr, amr }).toEqual({ acr: 'aal2', amr: ['otp', 'mfa'] });
  });

  it('ends a code with the password', async () => {
    const person = await verifiedPerson();
    const { challenge, code } = await askForCode(service, person.email);
    const change = { currentPassword: PASSWORD, newPassword: 'Correct-Horse-9' };
    await service.client.as(person.tokens.accessToken).run(ChangePasswordDocument, { input: change });
    expect(codesOf(await attempt(challenge, code))).toEqual(['INVALID_CODE']);
  });

  it('works under REQUIRE_VERIFIED_EMAIL, because the code verifies the address', async () => {
    const strict = await startService({ env: { ...CODES_ON, REQUIRE_VERIFIED_EMAIL: 'on' } });
    const input = newcomer();
    await strict.client.raw('mutation ($input: RegisterInput!) { register(input: $input) { message } }', {
      input,
    });
    const { user } = await signInByCode(strict, input.email);
    expect(user).toMatchObject({ email: input.email, emailVerified: true });
    await strict.stop();
  });
});

describe('the mail with a code', () => {
  it('goes to the address of the account, not to the submitted text', async () => {
    const { email } = await verifiedPerson();
    const { requestSignInCode } = await service.client.run(RequestSignInCodeDocument, {
      input: { email: ` ${email.toUpperCase()} ` },
    });
    expect(requestSignInCode.success).toBe(true);
    await askForCode(service, email);
    expect(codesTo(service, email)).toHaveLength(2);
  });

  it('has a link with the code in its fragment, which no server sees', async () => {
    const { email } = await verifiedPerson();
    const { code } = await askForCode(service, email);
    const mail = service.mailbox.to(email).find(({ text }) => text.includes(code));
    expect(mail?.text).toContain(`http://latchkey.test/sign-in-code#code=${code}`);
    expect(mail?.subject).not.toContain(code);
  });

  it('leads to the configured page', async () => {
    const env = { ...CODES_ON, SIGN_IN_CODE_URL: 'https://app.example.com/?tenant=1#/code' };
    const own = await startService({ env });
    const { email } = await verified(own, await registerPerson(own.client));
    const { code } = await askForCode(own, email);
    const texts = own.mailbox.to(email).map(({ text }) => text);
    expect(texts.join()).toContain(`https://app.example.com/?tenant=1#/code?code=${code}`);
    await own.stop();
  });
});

describe('where mailed codes are off', () => {
  it('refuses them, and says so', async () => {
    const off = await startService();
    const { email } = await registerPerson(off.client);
    const off1 = await off.client.refusal(RequestSignInCodeDocument, { input: { email } });
    const input = { challenge: 'x'.repeat(43), code: 'K7QF-2M9P' };
    const off2 = await off.client.refusal(SignInWithCodeDocument, { input });
    for (const refused of [off1, off2])
      expect(refused).toMatchObject({ code: 'FORBIDDEN', reason: 'mailedCodesOff' });
    await off.stop();
  });
});
