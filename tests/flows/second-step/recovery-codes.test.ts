import {
  MeDocument,
  ReplaceRecoveryCodesDocument,
  SignInWithRecoveryCodeDocument,
} from '../../../src/generated/client/operations.js';
import { claimsOf, codesOf, until } from '../../support/outcomes.js';
import { registerPerson } from '../../support/people.js';
import {
  challengeOf,
  type ProtectedPerson,
  protectedPerson,
  signInWithRecoveryCode,
  signInWithTotp,
} from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

const use = async (person: ProtectedPerson, code: string) => {
  const challenge = await challengeOf(service.client, person);
  return service.client.ask(SignInWithRecoveryCodeDocument, { input: { challenge, code } });
};

describe('a recovery code', () => {
  it('MFA-3: is one of ten with 120 bits, of which the database has digests alone', async () => {
    const person = await protectedPerson(service);
    expect(person.recoveryCodes).toHaveLength(10);
    expect(new Set(person.recoveryCodes).size).toBe(10);
    for (const code of person.recoveryCodes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('MFA-3: opens a session once, which tells no method that it did not prove', async () => {
    const person = await protectedPerson(service);
    const [code = ''] = person.recoveryCodes;
    const { data, errors } = await use(person, code);
    expect(errors).toEqual([]);
    const { acr, amr } = claimsOf(data?.signInWithRecoveryCode.accessToken ?? '');
    expect([acr, amr]).toEqual(['aal2', ['pwd', 'mfa']]);
    expect(codesOf(await use(person, code))).toEqual(['INVALID_CODE']);
    const event = await service.database.auditEvent.findFirst({
      where: { userId: person.tokens.user.id, type: 'recovery_code_used' },
    });
    expect(event?.metadata).toEqual({ left: 9 });
  });

  it.each([
    ['in lower case', (code: string) => code.toLowerCase()],
    ['without hyphens', (code: string) => code.replaceAll('-', '')],
    ['with spaces', (code: string) => ` ${code.replaceAll('-', ' ')} `],
    ['with letters for digits', (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l')],
  ])('may be typed %s', async (_how, typed) => {
    const person = await protectedPerson(service);
    expect(codesOf(await use(person, typed(person.recoveryCodes[0] ?? '')))).toEqual([]);
  });

  it('MFA-2: of somebody else is wrong, and stays with its user', async () => {
    const [person, other] = [await protectedPerson(service), await protectedPerson(service)];
    const [code = ''] = other.recoveryCodes;
    expect(codesOf(await use(person, code))).toEqual(['INVALID_CODE']);
    expect(codesOf(await use(other, code))).toEqual([]);
  });

  it('MFA-7: is told by mail, and the number that is left once it is small', async () => {
    const person = await protectedPerson(service);
    const mailsAbout = () =>
      service.mailbox.to(person.email).filter(({ subject }) => /recovery code/i.test(subject));
    await signInWithRecoveryCode(service.client, person);
    await until(() => mailsAbout().length === 1);
    expect(mailsAbout()[0]?.text).toContain('used one of the recovery codes');
    expect(mailsAbout()[0]?.text).not.toContain('Unused recovery codes');
    await service.database.$executeRaw`
      DELETE FROM recovery_codes WHERE digest IN (
        SELECT digest FROM recovery_codes WHERE user_id = ${person.tokens.user.id}::uuid LIMIT 5)`;
    for (let tries = 0, done = false; !done && tries < 9; tries++)
      done = codesOf(await use(person, person.recoveryCodes.pop() ?? '')).length === 0;
    await until(() => mailsAbout().length === 2);
    expect(mailsAbout()[1]?.text).toContain('Unused recovery codes: 3');
  });
});

describe('new recovery codes', () => {
  it('MFA-3: replace the earlier ones', async () => {
    const person = await protectedPerson(service);
    const { accessToken: token } = await signInWithTotp(service.client, person);
    const { replaceRecoveryCodes: replaced } = await service.client.run(
      ReplaceRecoveryCodesDocument,
      {},
      { token },
    );
    expect(replaced.recoveryCodes).toHaveLength(10);
    expect(codesOf(await use(person, person.recoveryCodes[0] ?? ''))).toEqual(['INVALID_CODE']);
    expect(codesOf(await use(person, replaced.recoveryCodes[0] ?? ''))).toEqual([]);
    const told = () =>
      service.mailbox
        .to(person.email)
        .filter(({ subject }) => subject === 'Your recovery codes were replaced');
    await until(() => told().length === 1);
  });

  it('are not for a user without a second factor', async () => {
    const { tokens } = await registerPerson(service.client);
    const refusal = await service.client.refusal(
      ReplaceRecoveryCodesDocument,
      {},
      { token: tokens.accessToken },
    );
    expect(refusal).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'noSecondFactor',
      message: 'Add a second factor first',
    });
  });

  it('MFA-4: are not for a session that a recovery code opened', async () => {
    const person = await protectedPerson(service);
    const { accessToken: token } = await signInWithRecoveryCode(service.client, person);
    expect((await service.client.run(MeDocument, {}, { token })).me?.username).toBe(person.username);
    const refusal = await service.client.refusal(ReplaceRecoveryCodesDocument, {}, { token });
    expect(refusal).toMatchObject({ code: 'STEP_UP_REQUIRED', methods: ['TOTP'] });
  });
});
