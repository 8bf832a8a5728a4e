import type { UserId } from '../../core/ids.js';
import { readBase64Url } from './base64url.js';
import {
  type CeremonyResult,
  LONGEST,
  type NewPasskey,
  type PasskeyAssertion,
  type PasskeyAttestation,
  refused,
  type StoredPasskey,
  type UsedPasskey,
} from './ceremony.js';
import { assertionOptions, registrationOptions } from './ceremony-options.js';
import { isEmbedded } from './client-data.js';
import { ALGORITHMS, keyRefusal } from './key-policy.js';
import type { RelyingParty } from './relying-party.js';

/** How a response is judged. */
export interface Expectation {
  /**
   * The challenge of the options, in base64url, or what recognises it. The service issued it for this ceremony, and has
   * used it up.
   */
  readonly challenge: string | ((signed: string) => boolean);
  readonly userVerification: 'required' | 'preferred';
}

export interface AssertionExpectation<Stored extends StoredPasskey> extends Expectation {
  /** The user who must own the passkey. Null: the user that the passkey names. */
  readonly owner: UserId | null;
  find(credentialId: Uint8Array<ArrayBuffer>): Promise<Stored | null>;
}

type OptionsOf<Build extends (party: RelyingParty, ...about: never[]) => object> =
  Parameters<Build> extends [RelyingParty, ...infer About] ? About : never;

/** Attestations that say nothing of the authenticator's maker: none, and that of the new key itself or a batch. */
const ATTESTATIONS: ReadonlySet<unknown> = new Set(['none', 'packed']);

/**
 * Verifies registrations and assertions. It alone uses the WebAuthn library, and loads it at the first ceremony,
 * since loading it takes longer than the rest of a start.
 *
 * The library checks challenge, type, origin, RP ID, user presence, user verification and signature. It leaves
 * out what this class checks: the embedding page, the owner, the user handle, the id, the key and the flags.
 * It reports a refusal by an exception whose message quotes the challenge, so no message leaves this class.
 */
export class Ceremonies {
  constructor(private readonly relyingParty: RelyingParty) {}

  /** The RP ID of every passkey that is made now. */
  get rpId(): string {
    return this.relyingParty.id;
  }

  registrationOptions(...about: OptionsOf<typeof registrationOptions>) {
    return registrationOptions(this.relyingParty, ...about);
  }

  assertionOptions(...about: OptionsOf<typeof assertionOptions>) {
    return assertionOptions(this.relyingParty, ...about);
  }

  async verifyAttestation(
    attestation: PasskeyAttestation,
    { challenge, userVerification }: Expectation,
  ): Promise<CeremonyResult<NewPasskey>> {
    const { id, clientDataJSON, attestationObject } = attestation;
    const credentialId = readBase64Url(id, LONGEST.id);
    const clientData = readBase64Url(clientDataJSON, LONGEST.clientDataJSON);
    const object = readBase64Url(attestationObject, LONGEST.attestationObject);
    if (credentialId === null || clientData === null || object === null) return refused('malformed');
    const embedded = isEmbedded(clientData);
    if (embedded === null) return refused('malformed');
    if (embedded) return refused('embedded');
    const [webauthn, helpers] = await Promise.all([library(), libraryHelpers()]);
    try {
      const decoded = helpers.decodeAttestationObject(object);
      if (!ATTESTATIONS.has(decoded.get('fmt'))) return refused('attestation');
      const { credentialID, credentialPublicKey } = helpers.parseAuthenticatorData(decoded.get('authData'));
      if (!credentialID || !credentialPublicKey) return refused('malformed');
      if (!isSame(credentialID, credentialId)) return refused('credentialId');
      const key = helpers.decodeCredentialPublicKey(credentialPublicKey) as Map<number, unknown>;
      const refusal = keyRefusal(key);
      if (refusal !== null) return refused(refusal);
      const { verified, registrationInfo } = await webauthn.verifyRegistrationResponse({
        response: {
          ...credential(id),
          response: { clientDataJSON, attestationObject },
        },
        expectedChallenge: challenge,
        expectedOrigin: [...this.relyingParty.origins],
        expectedRPID: this.relyingParty.id,
        requireUserVerification: userVerification === 'required',
        supportedAlgorithmIDs: [...ALGORITHMS],
      });
      if (!verified || registrationInfo === undefined) return refused('verification');
      return {
        verified: {
          credentialId,
          publicKey: new Uint8Array(credentialPublicKey),
          algorithm: Number(key.get(3)),
          signCount: registrationInfo.credential.counter,
          aaguid: registrationInfo.aaguid,
          backupEligible: registrationInfo.credentialDeviceType === 'multiDevice',
          backedUp: registrationInfo.credentialBackedUp,
          userVerified: registrationInfo.userVerified,
        },
      };
    } catch {
      return refused('verification');
    }
  }

  async verifyAssertion<Stored extends StoredPasskey>(
    assertion: PasskeyAssertion,
    expected: AssertionExpectation<Stored>,
  ): Promise<CeremonyResult<UsedPasskey<Stored>, Stored>> {
    const read = readAssertion(assertion);
    if (read === null) return refused('malformed');
    const embedded = isEmbedded(read.clientData);
    if (embedded === null) return refused('malformed');
    if (embedded) return refused('embedded');
    const passkey = await expected.find(read.credentialId);
    if (passkey === null) return refused('unknownCredential');
    if (expected.owner !== null && passkey.userId !== expected.owner) return refused('otherOwner');
    // Without a named user, the handle is what names the account, so it must be there (WebAuthn §7.2).
    if (read.userHandle === null ? expected.owner === null : !isSame(read.userHandle, passkey.handle))
      return refused('userHandle');
    return this.#verifySignature(assertion, passkey, expected);
  }

  async #verifySignature<Stored extends StoredPasskey>(
    { id, clientDataJSON, authenticatorData, signature }: PasskeyAssertion,
    passkey: Stored,
    { challenge, userVerification }: AssertionExpectation<Stored>,
  ): Promise<CeremonyResult<UsedPasskey<Stored>, Stored>> {
    const { verifyAuthenticationResponse } = await library();
    try {
      const { verified, authenticationInfo: used } = await verifyAuthenticationResponse({
        response: {
          ...credential(id),
          response: { clientDataJSON, authenticatorData, signature },
        },
        expectedChallenge: challenge,
        expectedOrigin: [...this.relyingParty.origins],
        expectedRPID: this.relyingParty.id,
        requireUserVerification: userVerification === 'required',
        // The library refuses every counter that went back. `counterRegressed` is the rule of the service.
        credential: { id, publicKey: passkey.publicKey, counter: 0 },
      });
      if (!verified) return refused('verification');
      // A passkey that becomes eligible for a backup is another one, or a forged one (WebAuthn §7.2).
      if ((used.credentialDeviceType === 'multiDevice') !== passkey.backupEligible)
        return refused('backupEligibility');
      const counterRegressed = hasRegressed(passkey.signCount, BigInt(used.newCounter));
      if (counterRegressed && !passkey.backupEligible) return { refused: 'counter', passkey };
      return {
        verified: {
          passkey,
          userVerified: used.userVerified,
          signCount: used.newCounter,
          backedUp: used.credentialBackedUp,
          counterRegressed,
        },
      };
    } catch {
      return refused('verification');
    }
  }
}

/** Synchronised passkeys do not count, and always send 0 (PK-4). */
function hasRegressed(stored: bigint, sent: bigint): boolean {
  return (stored !== 0n || sent !== 0n) && sent <= stored;
}

function readAssertion(assertion: PasskeyAssertion) {
  const { id, clientDataJSON, authenticatorData, signature, userHandle } = assertion;
  const credentialId = readBase64Url(id, LONGEST.id);
  const clientData = readBase64Url(clientDataJSON, LONGEST.clientDataJSON);
  const handle = userHandle == null ? null : readBase64Url(userHandle, LONGEST.userHandle);
  if (credentialId === null || clientData === null || (userHandle != null && handle === null)) return null;
  if (readBase64Url(authenticatorData, LONGEST.authenticatorData) === null) return null;
  if (readBase64Url(signature, LONGEST.signature) === null) return null;
  return { credentialId, clientData, userHandle: handle };
}

const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

const credential = (id: string) =>
  ({ id, rawId: id, type: 'public-key', clientExtensionResults: {} }) as const;

const library = () => import('@simplewebauthn/server');
const libraryHelpers = () => import('@simplewebauthn/server/helpers');
