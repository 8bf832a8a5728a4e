// `@latchkey/client/passkeys`
import type { AddPasskeyMutation, PasskeyAssertionInput } from '../../generated/client/operations.js';
import type { AuthClient } from './auth-client.js';
import { hasCode } from './auth-error.js';
import type { CallOptions } from './calls.js';
import { createPasskey, getAssertion } from './passkey-ceremonies.js';
import { type SecondFactorStep, type SecondStepOptions, type SignedIn, signedIn } from './sign-in.js';
import { type CreationOptions, type RequestOptions, webAuthn } from './webauthn.js';

/** Aborts the ceremony, which then fails with the reason of the signal. */
export type CeremonyOptions = Pick<CallOptions, 'signal'>;

export interface PasskeySignInOptions extends CeremonyOptions {
  /**
   * Whether the browser offers passkeys in the autofill of a field with `autocomplete="username webauthn"`, instead of
   * a dialog. It waits until the user picks one, so begin it when the page opens.
   */
  readonly conditional?: boolean | undefined;
  /** What the device calls itself. */
  readonly deviceFingerprint?: string | undefined;
  /** The challenge of `LINK_REQUIRED`: the sign-in links the provider. */
  readonly linkChallenge?: string | undefined;
}

/** Whether the browser has passkeys. */
export function isSupported(): boolean {
  return webAuthn.PublicKeyCredential !== undefined;
}

/** Whether the browser offers passkeys in the autofill of forms. */
export async function isConditionalAvailable(): Promise<boolean> {
  return (await webAuthn.PublicKeyCredential?.isConditionalMediationAvailable?.()) ?? false;
}

/**
 * Makes a passkey for the signed-in user. The answer has recovery codes if it is the first second factor.
 * @param options with the name by which the user recognises the passkey, and the code that an administrator needs for
 * the first second factor
 * @throws AuthError, such as `PASSKEY_TAKEN` if this device has a passkey of the user already; the error of the browser
 * if the user cancels
 */
export async function register(
  auth: Pick<AuthClient, 'startPasskeyRegistration' | 'addPasskey'>,
  {
    name,
    enrolmentCode,
    signal,
  }: CeremonyOptions & { readonly name: string; readonly enrolmentCode?: string },
): Promise<AddPasskeyMutation['addPasskey']> {
  const { challenge, options } = await auth.startPasskeyRegistration(
    enrolmentCode === undefined ? null : { enrolmentCode },
    { signal },
  );
  const attestation = await createPasskey(options as CreationOptions, signal);
  const answer = await auth.addPasskey({ challenge, attestation, name }, { signal });
  await signalAccepted(options as CreationOptions, attestation.id);
  return answer;
}

/**
 * Signs in with a passkey alone, without a username. If the service does not know the passkey, the browser stops
 * offering it.
 * @throws AuthError; the error of the browser if the user cancels, or `AbortError` if another ceremony begins
 */
export async function signIn(
  auth: Pick<AuthClient, 'startPasskeySignIn' | 'signInWithPasskey'>,
  { conditional, signal, deviceFingerprint, linkChallenge }: PasskeySignInOptions = {},
): Promise<SignedIn> {
  for (;;) {
    const { challenge, options } = await auth.startPasskeySignIn(null, { signal });
    const request = options as RequestOptions;
    const assertion = await getAssertion(request, signal, conditional ? 'conditional' : 'optional');
    if (assertion === null) continue;
    try {
      const sent = { deviceFingerprint: deviceFingerprint ?? null, linkChallenge: linkChallenge ?? null };
      const input = { challenge, assertion, ...sent };
      return signedIn(await auth.signInWithPasskey(input, { signal }));
    } catch (error) {
      const { rpId } = request;
      if (hasCode(error, ['INVALID_CREDENTIALS']))
        await tell(() =>
          webAuthn.PublicKeyCredential?.signalUnknownCredential?.({ rpId, credentialId: assertion.id }),
        );
      throw error;
    }
  }
}

/** Finishes a sign-in with a passkey as the second factor. */
export async function secondStep(
  auth: Pick<AuthClient, 'startPasskeySignIn' | 'signInWithPasskey'>,
  step: Pick<SecondFactorStep, 'challenge' | 'deviceFingerprint' | 'linkChallenge'>,
  { rememberDevice, signal }: CeremonyOptions & Pick<SecondStepOptions, 'rememberDevice'> = {},
): Promise<SignedIn> {
  const { challenge, options } = await auth.startPasskeySignIn({ challenge: step.challenge }, { signal });
  const { deviceFingerprint = null, linkChallenge = null } = step;
  const input = { challenge, assertion: await ask(options, signal), deviceFingerprint, linkChallenge };
  const sent = rememberDevice ? { ...input, rememberDevice } : input;
  return signedIn(await auth.signInWithPasskey(sent, { signal }));
}

/** The operations of a step-up with a passkey. */
export interface Reauthenticating<Answer> {
  startPasskeyReauthentication(options?: CallOptions): Promise<{ challenge: string; options: unknown }>;
  reauthenticateWithPasskey(
    input: { challenge: string; assertion: PasskeyAssertionInput },
    options?: CallOptions,
  ): Promise<Answer>;
}

/** Proves anew who the user is, for `onStepUp`. */
export async function reauthenticate<Answer>(
  auth: Reauthenticating<Answer>,
  { signal }: CeremonyOptions = {},
): Promise<Answer> {
  const { challenge, options } = await auth.startPasskeyReauthentication({ signal });
  return auth.reauthenticateWithPasskey({ challenge, assertion: await ask(options, signal) }, { signal });
}

/**
 * Tells the browser which passkeys of the signed-in user exist, so that it offers no other. Call it after
 * `removePasskey`: it needs a fresh session, too.
 */
export async function signalAllAcceptedCredentials(
  auth: Pick<AuthClient, 'startPasskeyRegistration'>,
): Promise<void> {
  if (!webAuthn.PublicKeyCredential?.signalAllAcceptedCredentials) return;
  const { options } = await auth.startPasskeyRegistration();
  await signalAccepted(options as CreationOptions);
}

/** Only a form waits in vain, so there is an assertion. */
async function ask(options: unknown, signal: AbortSignal | undefined): Promise<PasskeyAssertionInput> {
  return (await getAssertion(options as RequestOptions, signal)) as PasskeyAssertionInput;
}

/** The passkeys that a registration excludes are those of the user. */
async function signalAccepted({ rp, user, excludeCredentials }: CreationOptions, ...made: string[]) {
  const allAcceptedCredentialIds = [...excludeCredentials.map(({ id }) => id), ...made];
  const signal = { rpId: rp.id, userId: user.id, allAcceptedCredentialIds };
  await tell(() => webAuthn.PublicKeyCredential?.signalAllAcceptedCredentials?.(signal));
}

/** A hint to the browser, which may refuse it: what the service has answered stands. */
async function tell(act: () => Promise<void> | undefined): Promise<void> {
  try {
    await act();
  } catch {}
}
