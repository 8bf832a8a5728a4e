import type { AnyExtras, ReasonCatalogue } from '../../../src/core/errors.js';
import {
  type AuthErrorDetails,
  createAuthClient,
  type ErrorReason,
  isAuthError,
} from '../../../src/packages/client/index.js';
import { onlyAdministrator } from '../../support/administrators.js';
import { newcomer, PASSWORD } from '../../support/people.js';
import { type ClientEnvironment, failureOf, openEnvironment, signedIn } from './client-environment.js';

/** Holds both directions, so that neither side knows a word that the other does not. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;
const REASONS: Same<ErrorReason, keyof ReasonCatalogue> = true;
const EXTRAS: Same<keyof AnyExtras, keyof AnyExtras & keyof AuthErrorDetails> = true;

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

describe('an AuthError', () => {
  it('has a type for every reason and every extra field that the service declares', () => {
    // The compiler holds it: see `npm run typecheck`.
    expect([REASONS, EXTRAS]).toEqual([true, true]);
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
      challenge: 'of a later version',
      name: 'Other',
      message: 'other',
      stack: 'other',
      toString: 'other',
    };
    environment.front.disturb('Me', { answer: { errors: [{ message: 'No', extensions }] }, status: 200 });
    const error = await failureOf(auth.me());
    expect(error).toMatchObject({ code: 'FORBIDDEN', retryAfter: 3, challenge: 'of a later version' });
    expect([error.name, error.message, `${error}`]).toEqual(['AuthError', 'No', 'AuthError: No']);
    expect(error.stack).not.toBe('other');
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
