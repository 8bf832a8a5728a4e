import type { UserId } from '../../core/ids.js';

/** What a browser or app returns from `navigator.credentials.create()`, each part in base64url. */
export interface PasskeyAttestation {
  readonly id: string;
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly transports?: readonly string[] | null;
}

/** What a browser or app returns from `navigator.credentials.get()`, each part in base64url. */
export interface PasskeyAssertion {
  readonly id: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string | null;
}

/** The most characters of each part. The library parses nothing that is longer (PK-10). */
export const LONGEST = {
  /** A credential id has at most 1023 bytes (WebAuthn §7.1). */
  id: 1364,
  clientDataJSON: 4096,
  attestationObject: 16_384,
  authenticatorData: 4096,
  signature: 4096,
  /** A user handle has at most 64 bytes. */
  userHandle: 86,
} as const;

/** A verified registration. */
export interface NewPasskey {
  readonly credentialId: Uint8Array<ArrayBuffer>;
  /** The public key in COSE form. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly algorithm: number;
  readonly signCount: number;
  readonly aaguid: string;
  /** Whether the passkey can be synchronised between devices (BE). This never changes. */
  readonly backupEligible: boolean;
  /** Whether it is synchronised at the moment (BS). */
  readonly backedUp: boolean;
  readonly userVerified: boolean;
}

/** A passkey as it is stored, with the handle of its owner. */
export interface StoredPasskey {
  readonly id: string;
  readonly userId: UserId;
  readonly handle: Uint8Array<ArrayBuffer>;
  readonly credentialId: Uint8Array<ArrayBuffer>;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly signCount: bigint;
  readonly backupEligible: boolean;
}

/** A verified assertion. */
export interface UsedPasskey<Stored extends StoredPasskey = StoredPasskey> {
  readonly passkey: Stored;
  /** Whether the authenticator verified its user, such as by a PIN or a fingerprint. */
  readonly userVerified: boolean;
  readonly signCount: number;
  readonly backedUp: boolean;
  /** The counter of a synchronised passkey went back. It is no reason to refuse: devices that share it may count apart. */
  readonly counterRegressed: boolean;
}

/**
 * Why a ceremony was refused. It is for events and tests. The client learns only that the ceremony failed
 * (PK-6).
 */
export type CeremonyRefusal =
  /** Not base64url, too long, or client data that is no JSON object. */
  | 'malformed'
  /** The ceremony ran in a page that another site embeds (`crossOrigin`, `topOrigin`). */
  | 'embedded'
  /** An attestation that the service never asks for, such as one of a TPM. */
  | 'attestation'
  | 'algorithm'
  /** An RSA key that is too short or too long. */
  | 'keySize'
  /** The id beside the response is not the one that the authenticator signed. */
  | 'credentialId'
  | 'unknownCredential'
  | 'otherOwner'
  | 'userHandle'
  | 'backupEligibility'
  | 'counter'
  /** What the library refuses: challenge, origin, RP ID, flags or signature. */
  | 'verification';

export type CeremonyResult<Verified, Stored extends StoredPasskey = StoredPasskey> =
  | { readonly verified: Verified; readonly refused?: undefined; readonly passkey?: undefined }
  | {
      readonly verified?: undefined;
      readonly refused: CeremonyRefusal;
      /** The passkey whose counter went back. Its owner must learn of it: somebody may have copied the key. */
      readonly passkey?: Stored;
    };

export const refused = (refusal: CeremonyRefusal) => ({ refused: refusal }) as const;
