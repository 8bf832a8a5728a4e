import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  DeleteAccountDocument,
  ReauthenticateWithCodeDocument,
  RequestSignInCodeDocument,
  RequestStepUpCodeDocument,
  SignInWithCodeDocument,
} from '../../../src/generated/client/operations.js';
import { ageAuthentication, giveSecondFactor, refreshed } from '../../support/authentication.js';
import { claimsOf } from '../../support/outcomes.js';
import { atOnce, logIn, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const HOUR = Duration.minutes(60);
const NEW_PASSWORD = 'Correct-Horse-9';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { MAILED_CODES: 'sign-in' } });
});
afterAll(() => service.stop());

/** A user with a verified address and without a password, who signed in an hour ago. */
async function withoutPassword(): Promise<Person> {
  const person = await registerPerson(service.client);
  const { id } = person.tokens.user;
  await service.database.user.update({ where: { id }, data: { emailVerifiedAt: new Date() } });
  await service.database.passwordHash.deleteMany({ where: { userId: id } });
  await ageAuthentication(service, person.tokens.accessToken, HOUR);
  return person;
}
const as = ({ tokens }: Pick<Person, 'tokens'>) => service.client.as(tokens.accessToken);

/** The challenge of the client, and the code of the mail. */
async function requested(person: Person): Promise<{ challenge: string; code: string }> {
  const before = service.mailbox.to(person.email).length;
  const { requestStepUpCode } = await as(person).run(RequestStepUpCodeDocument, {});
  for (let round = 0; round < 100; round += 1) {
    const mail = service.mailbox
      .to(person.email)
      .slice(before)
      .find(({ text }) => CODE.test(text));
    const code = CODE.exec(mail?.text ?? '')?.[1];
    if (code !== undefined) return { challenge: requestStepUpCode.challenge, code };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('No code was mailed');
}
const CODE = /^([0-9A-Z]{4}-[0-9A-Z]{4})$/m;
const wrong = (code: string) => (code === '0000-0000' ? '1111-1111' : '0000-0000');

describe('a step-up with a mailed code', () => {
  it('is what a session too old names for a user without anything else, and makes it fresh', async () => {
    const person = await withoutPassword();
    const refusal = await as(person).refusal(ChangePasswordDocument, {
      input: { newPassword: NEW_PASSWORD },
    });
    expect(refusal).toMatchObject({ code: 'STEP_UP_REQUIRED', methods: ['MAILED_CODE'] });
    const input = await requested(person);
    const { reauthenticateWithCode } = await as(person).run(ReauthenticateWithCodeDocument, { input });
    expect(reauthenticateWithCode).toMatchObject({ success: true, acr: 'aal1' });
    const tokens = await refreshed(service.client, person.tokens);
    expect(claimsOf(tokens.accessToken)['amr']).toContain('otp');
    const change = { input: { newPassword: NEW_PASSWORD } };
    await service.client.as(tokens.accessToken).run(ChangePasswordDocument, change);
    await logIn(service.client, { ...person, password: NEW_PASSWORD });
  });

  it('lets such a user delete the account, and reads the code as people type it', async () => {
    const person = await withoutPassword();
    const { challenge, code } = await requested(person);
    const input = { challenge, code: ` ${code.toLowerCase().replace('-', ' ')}` };
    await as(person).run(ReauthenticateWithCodeDocument, { input });
    const { accessToken } = await refreshed(service.client, person.tokens);
    await service.client.as(accessToken).run(DeleteAccountDocument, { input: {} });
  });

  it('is refused for a user with a password or a second factor, or with an unverified address', async () => {
    const [password, factor, unverified] = [
      await registerPerson(service.client),
      await withoutPassword(),
      await withoutPassword(),
    ];
    await service.database.user.update({
      where: { id: password.tokens.user.id },
      data: { emailVerifiedAt: new Date() },
    });
    await giveSecondFactor(service, factor.tokens.user.id);
    await service.database.user.update({
      where: { id: unverified.tokens.user.id },
      data: { emailVerifiedAt: null },
    });
    const cases = [
      [password, ['PASSWORD']],
      [factor, ['PASSKEY']],
      [unverified, []],
    ] as const;
    for (const [person, methods] of cases)
      expect(await as(person).refusal(RequestStepUpCodeDocument, {})).toMatchObject({
        code: 'STEP_UP_REQUIRED',
        methods,
      });
  });

  it('does not work once the user has a password or a second factor', async () => {
    const person = await withoutPassword();
    const input = await requested(person);
    await giveSecondFactor(service, person.tokens.user.id);
    const refusal = await as(person).refusal(ReauthenticateWithCodeDocument, { input });
    expect(refusal).toMatchObject({ code: 'STEP_UP_REQUIRED', acr: 'aal2' });
  });

  it('works once, of however many requests at the same time', async () => {
    const person = await withoutPassword();
    const input = await requested(person);
    const attempts = await atOnce(16, () => as(person).ask(ReauthenticateWithCodeDocument, { input }));
    const codes = attempts.map((attempt) =>
      attempt.status === 'fulfilled' ? (attempt.value.errors[0]?.extensions?.['code'] ?? 'done') : 'thrown',
    );
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(codes.filter((code) => code !== 'done' && code !== 'TOKEN_INVALID')).toEqual([]);
  });

  it('checks five codes of a challenge, records each wrong one, and leaves the session as it was', async () => {
    const person = await withoutPassword();
    const { challenge, code } = await requested(person);
    const ask = (typed: string) =>
      as(person).refusal(ReauthenticateWithCodeDocument, { input: { challenge, code: typed } });
    for (const attemptsLeft of [4, 3, 2, 1, 0])
      expect(await ask(wrong(code))).toMatchObject({ code: 'INVALID_CODE', attemptsLeft });
    expect((await ask(code)).code).toBe('TOKEN_INVALID');
    const userId = person.tokens.user.id;
    const where = { userId, type: 'reauthentication_failed' };
    expect(await service.database.auditEvent.count({ where })).toBe(5);
    expect((await as(person).refusal(DeleteAccountDocument, { input: {} })).code).toBe('STEP_UP_REQUIRED');
  });

  it('belongs to its session, and neither signs in nor is done by a code to sign in', async () => {
    const person = await withoutPassword();
    const other = await withoutPassword();
    const input = await requested(person);
    const foreign = await as(other).refusal(ReauthenticateWithCodeDocument, { input });
    expect(foreign.code).toBe('TOKEN_INVALID');
    expect((await service.client.refusal(SignInWithCodeDocument, { input })).code).toBe('TOKEN_INVALID');
    const asked = { input: { email: person.email } };
    const { challenge } = (await service.client.run(RequestSignInCodeDocument, asked)).requestSignInCode;
    const crossed = { input: { challenge, code: input.code } };
    expect((await as(person).refusal(ReauthenticateWithCodeDocument, crossed)).code).toBe('TOKEN_INVALID');
    await as(person).run(ReauthenticateWithCodeDocument, { input });
  });

  it('ends with the code after its time, and with a change of the user', async () => {
    const own = await startService({ env: { MAILED_CODES: 'sign-in' } });
    const previous = service;
    service = own;
    try {
      const person = await withoutPassword();
      const [late, changed] = [await requested(person), await requested(person)];
      await own.database.mailedCode.updateMany({ data: { userId: null } });
      const voided = await as(person).refusal(ReauthenticateWithCodeDocument, { input: changed });
      expect(voided.code).toBe('INVALID_CODE');
      own.clock.advance(Duration.minutes(11));
      const input = late;
      expect((await as(person).refusal(ReauthenticateWithCodeDocument, { input })).code).toBe(
        'TOKEN_INVALID',
      );
    } finally {
      service = previous;
      await own.stop();
    }
  });

  it('is not there where the service mails no codes', async () => {
    const own = await startService();
    const previous = service;
    service = own;
    try {
      const person = await withoutPassword();
      const refusal = await as(person).refusal(RequestStepUpCodeDocument, {});
      expect(refusal).toMatchObject({ code: 'STEP_UP_REQUIRED', methods: [] });
    } finally {
      service = previous;
      await own.stop();
    }
  });
});
