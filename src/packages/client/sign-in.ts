import type { LoginMutation, LoginMutationVariables, Operations } from '../../generated/client/operations.js';
import { hasCode, hide, type ProofMethod } from './auth-error.js';
import type { CallOptions } from './calls.js';
import type { WithOptions } from './operation-methods.js';

/** A finished sign-in: the answer of the operation that opened the session. */
export type SignedIn = { readonly status: 'signedIn' } & LoginMutation['login'];

export interface SecondStepOptions extends CallOptions {
  /** Whether this device skips the second factor at later sign-ins. */
  readonly rememberDevice?: boolean | undefined;
}

/**
 * A sign-in whose first factor is proved. Wrong codes fail with `INVALID_CODE` and `attemptsLeft`; the step remains
 * usable until then. `TOKEN_INVALID`: the step has expired or was used, so sign in again.
 */
export interface SecondFactorStep {
  readonly status: 'secondFactor';
  /** The ways in which this user can finish the sign-in. */
  readonly methods: readonly ProofMethod[];
  /** The end of the step, as an ISO 8601 time of the service. */
  readonly expiresAt: string;
  /** The secret of the step. It is not enumerable, so logs and copies leave it out. */
  readonly challenge: string;
  /** What the device calls itself, from the sign-in. It is not enumerable. */
  readonly deviceFingerprint: string | null;
  /** The challenge that links a provider, from the sign-in. It is not enumerable. */
  readonly linkChallenge: string | null;
  /** Finishes the sign-in with the code of an authenticator app. */
  totp(code: string, options?: SecondStepOptions): Promise<SignedIn>;
  /** Finishes the sign-in with a recovery code, which is used up. */
  recoveryCode(code: string, options?: CallOptions): Promise<SignedIn>;
}

/** What a sign-in comes to. */
export type SignIn = SignedIn | SecondFactorStep;

type Methods = Pick<WithOptions<Operations>, 'login' | 'signInWithTotp' | 'signInWithRecoveryCode'>;

/** Signs in with a password, and with a second factor if the user has one. */
export async function signIn(
  auth: Methods,
  input: LoginMutationVariables['input'],
  options?: CallOptions,
): Promise<SignIn> {
  try {
    return signedIn(await auth.login(input, options));
  } catch (error) {
    const { challenge = '', methods = [], expiresAt = '' } = hasCode(error, ['MFA_REQUIRED']) ? error : {};
    if (challenge === '') throw error;
    const { deviceFingerprint = null, linkChallenge = null } = input;
    const shared = { challenge, deviceFingerprint, linkChallenge };
    const step = {
      status: 'secondFactor',
      methods,
      expiresAt,
      totp: async (code: string, { rememberDevice = false, ...given }: SecondStepOptions = {}) =>
        signedIn(await auth.signInWithTotp({ ...shared, code, rememberDevice }, given)),
      recoveryCode: async (code: string, given?: CallOptions) =>
        signedIn(await auth.signInWithRecoveryCode({ ...shared, code }, given)),
    } as const;
    return hide(step, shared);
  }
}

export function signedIn(answer: LoginMutation['login']): SignedIn {
  return { status: 'signedIn', ...answer };
}
