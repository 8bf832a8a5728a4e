import { Duration } from '../../../src/core/duration.js';
import {
  LoginDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
} from '../../../src/generated/client/operations.js';
import { Authenticator as Passkey } from '../../support/authenticator.js';
import { codesOf, outcomesAtOnce, times } from '../../support/outcomes.js';
import { addPasskey, signIn } from '../../support/passkeys.js';
import { PASSWORD } from '../../support/people.js';
import {
  challengeOf,
  type ProtectedPerson,
  protectedPerson,
  signInWithTotp,
} from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

const QUARTER_HOUR = Duration.minutes(15);

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { RATE_LIMITS: 'on', TRUST_PROXY: '127.0.0.1' } });
}, START_LIMIT);
afterAll(() => service.stop());

/** From an address of its own, so that no limit by address is met. */
let addresses = 0;
const elsewhere = () => ({ headers: { 'x-forwarded-for': `192.0.2.${(addresses++ % 250) + 1}` } });

const finish = (challenge: string, code: string, deviceToken: string | null = null) =>
  service.client.ask(SignInWithTotpDocument, { input: { challenge, code, deviceToken } }, elsewhere());
const login = ({ email }: ProtectedPerson, password: string, deviceToken: string | null = null) =>
  service.client.ask(
    LoginDocument,
    { input: { usernameOrEmail: email, password, deviceToken } },
    elsewhere(),
  );

/** Codes of `count` wrong tries, each with a challenge of its own. */
async function wrongCodes(person: ProtectedPerson, count: number, deviceToken: string | null = null) {
  const codes: string[] = [];
  for (let tries = 0; tries < count; tries++) {
    const challenge = await challengeOf(service.client, person, deviceToken);
    codes.push(...codesOf(await finish(challenge, person.app.wrong(), deviceToken)));
  }
  return codes;
}

describe('wrong codes of an authenticator app', () => {
  it('MFA-9: reach the check at most five times for one challenge, also 16 at once', async () => {
    const person = await protectedPerson(service);
    const challenge = await challengeOf(service.client, person);
    const { codes } = await outcomesAtOnce(16, () => finish(challenge, person.app.wrong()));
    expect(codes.filter((code) => code === 'INVALID_CODE')).toHaveLength(5);
    expect(codes.filter((code) => code === 'TOKEN_INVALID')).toHaveLength(11);
  });

  it('MFA-1: lock the account for strangers over all challenges; recovery codes and passkeys go on working', async () => {
    const person = await protectedPerson(service);
    const passkey = new Passkey();
    const { accessToken } = await signInWithTotp(service.client, person);
    await addPasskey(service.client.as(accessToken), passkey);
    expect(await wrongCodes(person, 5)).toEqual(times(5, 'INVALID_CODE'));
    const challenge = await challengeOf(service.client, person);
    const refusal = await service.client.refusal(
      SignInWithTotpDocument,
      { input: { challenge, code: person.app.next() } },
      elsewhere(),
    );
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
    // The same challenge, by another method.
    const input = { challenge, code: person.recoveryCodes.pop() ?? '' };
    const recovered = await service.client.ask(SignInWithRecoveryCodeDocument, { input }, elsewhere());
    expect(codesOf(recovered)).toEqual([]);
    const another = await challengeOf(service.client, person);
    expect((await signIn(service.client, passkey, { challenge: another })).user.id).toBe(
      person.tokens.user.id,
    );
  });

  it('are ten a day for strangers, of whom known devices know nothing, and the other way round', async () => {
    const person = await protectedPerson(service);
    const known = person.tokens.deviceToken ?? null;
    expect(await wrongCodes(person, 5)).toEqual(times(5, 'INVALID_CODE'));
    service.clock.advance(QUARTER_HOUR);
    expect(await wrongCodes(person, 5)).toEqual(times(5, 'INVALID_CODE'));
    service.clock.advance(QUARTER_HOUR);
    expect(await wrongCodes(person, 1)).toEqual(['RATE_LIMITED']);
    // The owner, on the device where the account was made.
    expect(await wrongCodes(person, 4, known)).toEqual(times(4, 'INVALID_CODE'));
    const challenge = await challengeOf(service.client, person, known);
    expect(codesOf(await finish(challenge, person.app.next(), known))).toEqual([]);
    expect(await wrongCodes(person, 6, known)).toEqual([...times(5, 'INVALID_CODE'), 'RATE_LIMITED']);
    service.clock.advance(Duration.minutes(24 * 60));
    const later = await challengeOf(service.client, person);
    expect(codesOf(await finish(later, person.app.next()))).toEqual([]);
  });

  it('begin anew after a right one', async () => {
    const person = await protectedPerson(service);
    expect(await wrongCodes(person, 4)).toEqual(times(4, 'INVALID_CODE'));
    const challenge = await challengeOf(service.client, person);
    expect(codesOf(await finish(challenge, person.app.next()))).toEqual([]);
    expect(await wrongCodes(person, 5)).toEqual(times(5, 'INVALID_CODE'));
  });
});

describe('a right password of a user with a second factor', () => {
  it('is no guess: ten of them lock nobody out', async () => {
    const person = await protectedPerson(service);
    for (let count = 0; count < 10; count++)
      expect(codesOf(await login(person, PASSWORD))).toEqual(['MFA_REQUIRED']);
    expect(codesOf(await login(person, 'wrong'))).toEqual(['INVALID_CREDENTIALS']);
  });

  it('clears no counter of wrong ones before the second factor is right', async () => {
    const person = await protectedPerson(service);
    for (let count = 0; count < 4; count++) {
      expect(codesOf(await login(person, 'wrong'))).toEqual(['INVALID_CREDENTIALS']);
      expect(codesOf(await login(person, PASSWORD))).toEqual(['MFA_REQUIRED']);
    }
    const challenge = await challengeOf(service.client, person);
    expect(codesOf(await login(person, 'wrong'))).toEqual(['INVALID_CREDENTIALS']);
    expect(codesOf(await login(person, PASSWORD))).toEqual(['RATE_LIMITED']);
    // The finished sign-in clears it.
    expect(codesOf(await finish(challenge, person.app.next()))).toEqual([]);
    expect(codesOf(await login(person, PASSWORD))).toEqual(['MFA_REQUIRED']);
  });
});
