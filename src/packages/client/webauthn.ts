/**
 * The parts of WebAuthn that the client uses. As with the other objects of a browser, the types must not need those of
 * the DOM.
 */
interface WebAuthn {
  readonly navigator: {
    readonly credentials: {
      create(request: CeremonyRequest): Promise<PublicKeyCredential | null>;
      get(request: CeremonyRequest & { readonly mediation: Mediation }): Promise<PublicKeyCredential | null>;
    };
  };
  /** Missing in browsers without passkeys. Browsers lack some of its members. */
  readonly PublicKeyCredential?: {
    isConditionalMediationAvailable?(): Promise<boolean>;
    parseCreationOptionsFromJSON?(options: CreationOptions): object;
    parseRequestOptionsFromJSON?(options: RequestOptions): object;
    signalUnknownCredential?(signal: { rpId: string; credentialId: string }): Promise<void>;
    signalAllAcceptedCredentials?(signal: {
      rpId: string;
      userId: string;
      allAcceptedCredentialIds: readonly string[];
    }): Promise<void>;
  };
}

export type Mediation = 'optional' | 'conditional';

interface CeremonyRequest {
  readonly publicKey: object;
  readonly signal: AbortSignal;
}

interface Descriptor {
  /** In base64url, as every byte of the options. */
  readonly id: string;
}

/** The options of a registration, as the service sends them. */
export interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
  readonly excludeCredentials: readonly Descriptor[];
}

/** The options of an assertion, as the service sends them. */
export interface RequestOptions {
  readonly challenge: string;
  readonly rpId: string;
  /** In milliseconds: the life of the challenge. */
  readonly timeout: number;
  readonly allowCredentials: readonly Descriptor[];
}

export interface PublicKeyCredential {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: ArrayBuffer;
    readonly attestationObject: ArrayBuffer;
    readonly authenticatorData: ArrayBuffer;
    readonly signature: ArrayBuffer;
    readonly userHandle: ArrayBuffer | null;
    getTransports?(): string[];
  };
}

/** Read its members at each use: a page may add a polyfill. */
export const webAuthn = globalThis as unknown as WebAuthn;

/** The options with bytes for texts. Safari before 18.4 cannot read the texts itself. */
export function toCreation(options: CreationOptions): object {
  const parsed = webAuthn.PublicKeyCredential?.parseCreationOptionsFromJSON?.(options);
  const { challenge, user, excludeCredentials } = options;
  return (
    parsed ?? {
      ...options,
      challenge: toBytes(challenge),
      user: { ...user, id: toBytes(user.id) },
      excludeCredentials: excludeCredentials.map(toDescriptor),
    }
  );
}

export function toRequest(options: RequestOptions): object {
  const parsed = webAuthn.PublicKeyCredential?.parseRequestOptionsFromJSON?.(options);
  const { challenge, allowCredentials } = options;
  return (
    parsed ?? {
      ...options,
      challenge: toBytes(challenge),
      allowCredentials: allowCredentials.map(toDescriptor),
    }
  );
}

/** Reads the members by itself: passkeys of some browser extensions have no `toJSON`, or one that throws. */
export function readAttestation({ id, response }: PublicKeyCredential) {
  return {
    id,
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  };
}

export function readAssertion({ id, response }: PublicKeyCredential) {
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    id,
    clientDataJSON: toText(clientDataJSON),
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle && toText(userHandle),
  };
}

function toDescriptor(descriptor: Descriptor) {
  return { ...descriptor, id: toBytes(descriptor.id) };
}

function toBytes(text: string): Uint8Array {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function toText(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
}
