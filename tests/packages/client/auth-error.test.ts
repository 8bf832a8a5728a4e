import { inspect } from 'node:util';
import type { AnyExtras, ReasonCatalogue } from '../../../src/core/errors.js';
import type { ProofMethod as Proof } from '../../../src/core/proof-method.js';
import {
  type AuthErrorDetails,
  createAuthClient,
  type ErrorReason,
  isAuthError,
  type ProofMethod,
} from '../../../src/packages/client/index.js';
import { onlyAdministrator } from '../../support/administrators.js';
import { newcomer, PASSWORD } from '../../support/people.js';
import { type ClientEnvironment, failureOf, openEnvironment, signedIn } from './client-environment.js';

/** Holds both directions, so that neither side knows a word that the other does not. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;
const REASONS: Same<ErrorReason, keyof ReasonCatalogue> = true;
const EXTRAS: Same<keyof AnyExtras, keyof AnyExtras & keyof AuthErrorDetails> = true;
const METHODS: Same<ProofMethod, Proof> = true;

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

describe('an AuthError', () => {
  it('has a type for every reason, extra field and way to prove oneself that the service declares', () => {
    // The compiler holds it: see `npm run typecheck`.
    expect([REASONS, EXTRAS, METHODS]).toEqual([true, true, true]);
  });

  it('says why not even an administrator may do something', async () => {
    const person = await onlyAdministrator(environment.service);
    const auth = createAuthClient({ url: environment.front.url });
    const { user } = await auth.login({ usernameOrEmail: person.email, password: PASSWORD });
    const error = await failureOf(auth.setUserRole({ userId: user.id, role: 'USER' }));
    expect([error.code, error.reason]).toEqual(['FORBIDDEN', 'lastAdministrator']);
  });

  it('names the rules that a password breaks', async () => {
    const auth = createAuthClient({ url: environment.front.url });
    const { code, fields } = await failureOf(auth.register({ ...newcomer(), password: 'short' }));
    expect(code).toBe('WEAK_PASSWORD');
    expect(fields?.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['minLength', 'requiresDigit']));
  });

  it('has every extra field of an answer, and none that would replace a member of the error', async () => {
    const { auth } = await signedIn(environment);
    const extensions = {
      code: 'FORBIDDEN',
      retryAfter: 3,
      extra: 'of a later version',
      name: 'Other',
      message: 'other',
      stack: 'other',
      toString: 'other',
    };
    environment.front.disturb('Me', { answer: { errors: [{ message: 'No', extensions }] }, status: 200 });
    const error = await failureOf(auth.me());
    expect(error).toMatchObject({ code: 'FORBIDDEN', retryAfter: 3, extra: 'of a later version' });
    expect([error.name, error.message, `${error}`]).toEqual(['AuthError', 'No', 'AuthError: No']);
    expect(error.stack).not.toBe('other');
  });

  it('shows the challenge of a sign-in to the program, and to no report', async () => {
    const { auth } = await signedIn(environment);
    const challenge = 'secret-of-the-second-step';
    const extensions = {
      code: 'MFA_REQUIRED',
      challenge,
      methods: ['TOTP'],
      expiresAt: '2027-01-01T00:00:00Z',
    };
    environment.front.disturb('Login', { answer: { errors: [{ message: 'Go on', extensions }] } });
    const error = await failureOf(auth.login({ usernameOrEmail: 'ada', password: 'x' }));
    expect([error.challenge, error.methods, error.expiresAt]).toEqual([
      challenge,
      ['TOTP'],
      '2027-01-01T00:00:00Z',
    ]);
    const reports = [inspect(error), JSON.stringify(error), JSON.stringify({ ...error }), `${error.stack}`];
    expect(reports.filter((report) => report.includes(challenge))).toEqual([]);
    expect(reports[1]).toContain('TOTP');
  });

  it('is told from every other error', async () => {
    const error = await failureOf(createAuthClient({ url: environment.front.url }).serviceKeys());
    expect([error, new Error('no'), null, undefined].map((value) => isAuthError(value))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
