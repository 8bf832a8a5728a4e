import { Duration } from '../../core/duration.js';
import { writeBase64Url } from './base64url.js';
import { ALGORITHMS } from './key-policy.js';
import type { RelyingParty } from './relying-party.js';

/** How long a browser waits for its user. A challenge lives as long. */
const TIMEOUT = Duration.minutes(5);

/** A passkey as options name it. */
export interface NamedPasskey {
  readonly credentialId: Uint8Array;
  readonly transports: readonly string[];
}

/**
 * The options of a registration, for `PublicKeyCredential.parseCreationOptionsFromJSON`. The passkey names its user,
 * so it can sign in without a username, and it verifies its user, so it counts as two factors (PK-5).
 */
export function registrationOptions(
  { id, name }: RelyingParty,
  nonce: string,
  user: { readonly handle: Uint8Array; readonly username: string; readonly displayName: string },
  existing: readonly NamedPasskey[],
) {
  return {
    rp: { id, name },
    user: { id: writeBase64Url(user.handle), name: user.username, displayName: user.displayName },
    challenge: nonce,
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: TIMEOUT.milliseconds,
    excludeCredentials: existing.map(described),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
    extensions: { credProps: true },
  } as const;
}

/**
 * The options of an assertion, for `PublicKeyCredential.parseRequestOptionsFromJSON`.
 * @param allowed the passkeys of a user who has proved a first factor. Empty for anybody else: a list would reveal
 * whether an account has passkeys (PK-6)
 */
export function assertionOptions(
  { id }: RelyingParty,
  nonce: string,
  userVerification: 'required' | 'preferred',
  allowed: readonly NamedPasskey[],
) {
  return {
    rpId: id,
    challenge: nonce,
    timeout: TIMEOUT.milliseconds,
    userVerification,
    allowCredentials: allowed.map(described),
  } as const;
}

function described({ credentialId, transports }: NamedPasskey) {
  return { type: 'public-key', id: writeBase64Url(credentialId), transports: [...transports] } as const;
}
