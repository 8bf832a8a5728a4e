import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { Randomness } from './randomness.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Authenticated encryption for secrets that the service stores and reads again: AES-256-GCM, random nonce.
 */
export class SecretBox {
  readonly #key: Buffer;
  readonly #previousKey: Buffer | null;
  readonly #randomness: Randomness;

  /** @param previousKey decrypts data from before the rotation of AUTH_SECRET; it never encrypts */
  constructor(key: Buffer, randomness: Randomness, previousKey: Buffer | null = null) {
    this.#key = key;
    this.#previousKey = previousKey;
    this.#randomness = randomness;
  }

  /**
   * @param context the owner of the secret, as additional data: a ciphertext in another row does not decrypt
   */
  encrypt(plaintext: Buffer, context: string): Uint8Array<ArrayBuffer> {
    const nonce = this.#randomness.bytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(context));
    return new Uint8Array(
      Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]),
    );
  }

  /** @throws if the key, the context or the ciphertext differs from that of the encryption */
  decrypt(encrypted: Uint8Array, context: string): Buffer {
    try {
      return decrypt(this.#key, encrypted, context);
    } catch (error) {
      if (this.#previousKey === null) throw error;
      return decrypt(this.#previousKey, encrypted, context);
    }
  }

  /** @returns the secret encrypted with the newest key, or the reason why nothing was encrypted again */
  encryptAgain(
    encrypted: Uint8Array,
    context: string,
  ): Uint8Array<ArrayBuffer> | 'newest already' | 'unreadable' {
    try {
      decrypt(this.#key, encrypted, context);
      return 'newest already';
    } catch {
      if (this.#previousKey === null) return 'unreadable';
    }
    try {
      return this.encrypt(decrypt(this.#previousKey, encrypted, context), context);
    } catch {
      return 'unreadable';
    }
  }
}

function decrypt(key: Buffer, encrypted: Uint8Array, context: string): Buffer {
  const nonce = encrypted.subarray(0, NONCE_BYTES);
  const tag = encrypted.subarray(encrypted.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(encrypted.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

/** HMAC-SHA-256 of values that the service must recognise but not read. */
export class KeyedHash {
  readonly #key: Buffer;
  readonly #previousKey: Buffer | null;

  constructor(key: Buffer, previousKey: Buffer | null = null) {
    this.#key = key;
    this.#previousKey = previousKey;
  }

  digest(value: string): Uint8Array<ArrayBuffer> {
    return hmac(this.#key, value);
  }

  /**
   * The digest from before the rotation of AUTH_SECRET, or null. The service cannot recompute stored digests,
   * so a look-up tries both.
   */
  previousDigest(value: string): Uint8Array<ArrayBuffer> | null {
    return this.#previousKey === null ? null : hmac(this.#previousKey, value);
  }
}

function hmac(key: Buffer, value: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', key).update(value).digest());
}

/**
 * Every key that the service derives from AUTH_SECRET. Each capability adds its own from its folder (CK-8).
 */
// biome-ignore lint/suspicious/noEmptyInterface: each capability adds its keys to it
export interface KeyCatalogue {}

export type DerivedKeys = Readonly<KeyCatalogue>;

/** The keys that encrypt rows. After a rotation of AUTH_SECRET, the service encrypts these rows again. */
export type EncryptionKey = {
  [K in keyof KeyCatalogue]: KeyCatalogue[K] extends SecretBox ? K : never;
}[keyof KeyCatalogue];

export type KeyLabels = {
  readonly [K in keyof KeyCatalogue]: {
    readonly kind: KeyCatalogue[K] extends SecretBox ? 'encryption' : 'hash';
    readonly label: string;
  };
};

/**
 * Derives one key for each purpose from AUTH_SECRET with HKDF-SHA-256 (RFC 5869). The label separates the
 * purposes (RFC 8725 §3.12).
 * @param previous the secret before the rotation; it decrypts older data and never encrypts
 */
export function deriveKeys(
  authSecret: Buffer,
  randomness: Randomness,
  declared: KeyLabels,
  previous: Buffer | null = null,
): DerivedKeys {
  const derive = (secret: Buffer, label: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', `latchkey/${label}`, 32));
  const keys = Object.entries<KeyLabels[keyof KeyLabels]>(declared).map(([name, { kind, label }]) => {
    const key = derive(authSecret, label);
    const previousKey = previous === null ? null : derive(previous, label);
    return [
      name,
      kind === 'encryption' ? new SecretBox(key, randomness, previousKey) : new KeyedHash(key, previousKey),
    ];
  });
  return Object.fromEntries(keys) as DerivedKeys;
}
