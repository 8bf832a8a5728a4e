import { createHash, createPrivateKey, sign } from 'node:crypto';
import {
  AuthenticatorEmulator,
  PasskeysCredentialsMemoryRepository,
  packAttestationObject,
  unpackAttestationObject,
  WebAuthnEmulator,
} from 'nid-webauthn-emulator';
import type { PasskeyAssertion, PasskeyAttestation } from '../../src/credentials/passkeys/ceremony.js';

/** The bits of the authenticator data (WebAuthn §6.1). */
export const FLAG = { userPresent: 1, userVerified: 4, backupEligible: 8, backedUp: 16 } as const;

/** What a test has an authenticator or a browser do otherwise. The signature is made after it. */
export interface Deviation {
  /** Members of the client data that replace or join its own. */
  readonly clientData?: object;
  readonly flags?: (flags: number) => number;
  readonly signCount?: number;
  readonly rpId?: string;
}

/** Options of a ceremony, as the service sends them. */
export type CeremonyOptions = Readonly<Record<string, unknown>>;

/** An authenticator in software, together with the browser in front of it. */
export class Authenticator {
  readonly #keys = new PasskeysCredentialsMemoryRepository();
  readonly #browser: WebAuthnEmulator;
  readonly #synchronised: boolean;
  #verifiesUser: boolean;

  /** @param synchronised whether its passkeys are backed up; such a one does not count */
  constructor({
    synchronised = true,
    verifiesUser = true,
    algorithms = ['ES256'] as readonly ('ES256' | 'RS256' | 'EdDSA')[],
  } = {}) {
    this.#synchronised = synchronised;
    this.#verifiesUser = verifiesUser;
    const interaction = () => ({ options: { uv: this.#verifiesUser, up: true } });
    this.#browser = new WebAuthnEmulator(
      new AuthenticatorEmulator({
        algorithmIdentifiers: algorithms,
        transports: [synchronised ? 'internal' : 'usb'],
        signCounterIncrement: synchronised ? 0 : 1,
        credentialsRepository: this.#keys,
        verifications: { userPresent: true, userVerified: true },
        userMakeCredentialInteraction: interaction,
        userGetAssertionInteraction: interaction,
      }),
    );
  }

  /** From now on, the user only touches it, or verifies themselves again. */
  verifyUser(verifies: boolean): void {
    this.#verifiesUser = verifies;
  }

  register(origin: string, options: CeremonyOptions, deviation: Deviation = {}): PasskeyAttestation {
    const { id, response } = this.#browser.createJSON(origin, options as never);
    const made = unpackAttestationObject(
      new Uint8Array(Buffer.from(response.attestationObject, 'base64url')),
    );
    if (!this.#synchronised)
      Object.assign(made.authData.flags, { backupEligibility: false, backupState: false });
    const packed = Buffer.from(packAttestationObject(made));
    // The data of the authenticator begins where the hash of the RP ID is.
    const at = packed.indexOf(Buffer.from(made.authData.rpIdHash));
    changeData(packed.subarray(at), deviation);
    return {
      id,
      clientDataJSON: changeClientData(response.clientDataJSON, deviation),
      attestationObject: packed.toString('base64url'),
      transports: response.transports as string[],
    };
  }

  assert(origin: string, options: CeremonyOptions, deviation: Deviation = {}): PasskeyAssertion {
    const { id, response } = this.#browser.getJSON(origin, options as never);
    const data = Buffer.from(response.authenticatorData, 'base64url');
    const flags = (made: number) =>
      this.#synchronised ? made : made & ~(FLAG.backupEligible | FLAG.backedUp);
    data[32] = flags(data[32] ?? 0);
    changeData(data, deviation);
    const clientDataJSON = changeClientData(response.clientDataJSON, deviation);
    return {
      id,
      clientDataJSON,
      authenticatorData: data.toString('base64url'),
      signature: this.#sign(id, data, clientDataJSON),
      userHandle: response.userHandle ?? null,
    };
  }

  #sign(id: string, data: Buffer, clientDataJSON: string): string {
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const key = this.#keys
      .loadCredentials()
      .map(({ publicKeyCredentialSource }) => publicKeyCredentialSource)
      .find((source) => Buffer.from(source.id).toString('base64url') === id);
    if (key === undefined) throw new Error(`The authenticator has no passkey ${id}`);
    const privateKey = createPrivateKey({
      format: 'der',
      type: 'pkcs8',
      key: Buffer.from(key.privateKey),
    });
    const digest = privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
    return sign(digest, Buffer.concat([data, hash]), privateKey).toString('base64url');
  }
}

/** The text of a base64url text with one bit of its bytes turned. */
export function tampered(text: string, at: number): string {
  const bytes = Buffer.from(text, 'base64url');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

function changeData(data: Buffer, { flags, signCount, rpId }: Deviation): void {
  if (rpId !== undefined) createHash('sha256').update(rpId).digest().copy(data);
  if (flags !== undefined) data[32] = flags(data[32] ?? 0);
  if (signCount !== undefined) data.writeUInt32BE(signCount, 33);
}

function changeClientData(clientDataJSON: string, { clientData = {} }: Deviation): string {
  const made = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()) as object;
  return Buffer.from(JSON.stringify({ ...made, ...clientData })).toString('base64url');
}
