import { AuthError } from './auth-error.js';
import { type Limit, limit, reasonOf } from './platform.js';
import {
  type CreationOptions,
  type Mediation,
  type PublicKeyCredential,
  type RequestOptions,
  readAssertion,
  readAttestation,
  toCreation,
  toRequest,
  webAuthn,
} from './webauthn.js';

/** A form waits for this share of the life of a challenge: the user needs some seconds to answer. */
const PATIENCE = 0.9;

/** @throws AuthError `PASSKEY_TAKEN` if this device has a passkey of the user already; the error of the browser */
export async function createPasskey(options: CreationOptions, outer: AbortSignal | undefined) {
  const publicKey = toCreation(options);
  const create = (signal: AbortSignal) => webAuthn.navigator.credentials.create({ publicKey, signal });
  try {
    return readAttestation((await show(create, outer)) as PublicKeyCredential);
  } catch (error) {
    if ((error as Error).name !== 'InvalidStateError') throw error;
    throw new AuthError('PASSKEY_TAKEN', 'This device already has a passkey of this account', {
      status: 409,
    });
  }
}

/**
 * @returns null if the user picks no passkey from a form while the challenge is valid
 * @throws the error of the browser
 */
export async function getAssertion(
  options: RequestOptions,
  outer: AbortSignal | undefined,
  mediation: Mediation = 'optional',
) {
  const publicKey = toRequest(options);
  const get = (signal: AbortSignal) => webAuthn.navigator.credentials.get({ publicKey, mediation, signal });
  const life = mediation === 'conditional' ? options.timeout * PATIENCE : Infinity;
  const credential = await show(get, outer, life);
  return credential && readAssertion(credential);
}

/** What the browser shows, or waits for in a form. */
let shown: Limit | undefined;

/** @returns null after that time */
async function show(
  ask: (signal: AbortSignal) => Promise<PublicKeyCredential | null>,
  outer: AbortSignal | undefined,
  milliseconds = Infinity,
): Promise<PublicKeyCredential | null> {
  // A browser has one ceremony at a time, so the one of a form would keep every other from beginning.
  shown?.abort();
  const own = limit(milliseconds, outer);
  shown = own;
  try {
    const credential = await ask(own.signal);
    if (credential) return credential;
    throw new DOMException('There is no passkey', 'NotAllowedError');
  } catch (error) {
    if (outer?.aborted) throw reasonOf(outer);
    if (own.signal.aborted && shown === own) return null;
    throw error;
  } finally {
    own.end();
  }
}
