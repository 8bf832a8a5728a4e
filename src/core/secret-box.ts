import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { Randomness } from './randomness.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Authenticated encryption for what must rest in the database and be read again: AES-256-GCM, random nonce. */
export class SecretBox {
  readonly #key: Buffer;
  readonly #randomness: Randomness;

  constructor(key: Buffer, randomness: Randomness) {
    this.#key = key;
    this.#randomness = randomness;
  }

  /** @param context what the secret belongs to; a ciphertext moved to another row does not open there */
  seal(plaintext: Buffer, context: string): Uint8Array<ArrayBuffer> {
    const nonce = this.#randomness.bytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(context));
    return new Uint8Array(
      Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]),
    );
  }

  /** @throws when the key, the context or the ciphertext is not what it was sealed with */
  open(sealed: Uint8Array, context: string): Buffer {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(sealed.length - TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  }
}

/** A one-way name for a value that must be recognised and not be read: HMAC-SHA-256. */
export class KeyedHash {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  digest(value: string): Uint8Array<ArrayBuffer> {
    return new Uint8Array(createHmac('sha256', this.#key).update(value).digest());
  }
}

/** One key for one purpose, all from AUTH_SECRET: HKDF-SHA-256 (RFC 5869), told apart by label (RFC 8725 §3.12). */
export function deriveKeys(authSecret: Buffer, randomness: Randomness) {
  const derive = (label: string) => Buffer.from(hkdfSync('sha256', authSecret, '', `latchkey/${label}`, 32));
  return {
    signingKeys: new SecretBox(derive('signing-keys'), randomness),
    outbox: new SecretBox(derive('outbox'), randomness),
    deviceFingerprints: new KeyedHash(derive('device-fingerprints')),
    rateLimits: new KeyedHash(derive('rate-limits')),
  };
}
