import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { Randomness } from './randomness.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Authenticated encryption for what must rest in the database and be read again: AES-256-GCM, random nonce. */
export class SecretBox {
  readonly #key: Buffer;
  readonly #previousKey: Buffer | null;
  readonly #randomness: Randomness;

  /** @param previousKey opens what was sealed before AUTH_SECRET was rotated, and seals nothing */
  constructor(key: Buffer, randomness: Randomness, previousKey: Buffer | null = null) {
    this.#key = key;
    this.#previousKey = previousKey;
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
    try {
      return decrypt(this.#key, sealed, context);
    } catch (error) {
      if (this.#previousKey === null) throw error;
      return decrypt(this.#previousKey, sealed, context);
    }
  }

  /** The same secret under the newest key; or why there is nothing to do, or nothing that can be done. */
  reseal(sealed: Uint8Array, context: string): Uint8Array<ArrayBuffer> | 'newest already' | 'unreadable' {
    try {
      decrypt(this.#key, sealed, context);
      return 'newest already';
    } catch {
      if (this.#previousKey === null) return 'unreadable';
    }
    try {
      return this.seal(decrypt(this.#previousKey, sealed, context), context);
    } catch {
      return 'unreadable';
    }
  }
}

function decrypt(key: Buffer, sealed: Uint8Array, context: string): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

/** A one-way name for a value that must be recognised and not be read: HMAC-SHA-256. */
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

  /** What it was known by before AUTH_SECRET was rotated: what is one-way cannot be made anew, so both are looked for. */
  previousDigest(value: string): Uint8Array<ArrayBuffer> | null {
    return this.#previousKey === null ? null : hmac(this.#previousKey, value);
  }
}

function hmac(key: Buffer, value: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', key).update(value).digest());
}

/** Everything that is derived from AUTH_SECRET, each under a label of its own; docs/operating.md lists them (CK-8). */
export const KEY_LABELS = {
  signingKeys: 'signing-keys',
  refreshKeys: 'refresh-keys',
  outbox: 'outbox',
  deviceFingerprints: 'device-fingerprints',
  rewardedMailboxes: 'rewarded-mailboxes',
  rateLimits: 'rate-limits',
  recordedReads: 'recorded-reads',
} as const;

/** What is sealed, and so has to be sealed anew when AUTH_SECRET is rotated. */
export type SealedUnder = {
  [Name in keyof DerivedKeys]: DerivedKeys[Name] extends SecretBox ? Name : never;
}[keyof DerivedKeys];

export type DerivedKeys = ReturnType<typeof deriveKeys>;

/**
 * One key for one purpose, all from AUTH_SECRET: HKDF-SHA-256 (RFC 5869), told apart by label (RFC 8725 §3.12).
 * @param previous the secret before this one: what was sealed under it opens, and nothing new is
 */
export function deriveKeys(authSecret: Buffer, randomness: Randomness, previous: Buffer | null = null) {
  const derive = (secret: Buffer, label: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', `latchkey/${label}`, 32));
  const keys = (label: string) =>
    [derive(authSecret, label), previous === null ? null : derive(previous, label)] as const;
  const box = (label: string) => {
    const [key, previousKey] = keys(label);
    return new SecretBox(key, randomness, previousKey);
  };
  return {
    signingKeys: box(KEY_LABELS.signingKeys),
    refreshKeys: box(KEY_LABELS.refreshKeys),
    outbox: box(KEY_LABELS.outbox),
    deviceFingerprints: new KeyedHash(...keys(KEY_LABELS.deviceFingerprints)),
    rewardedMailboxes: new KeyedHash(...keys(KEY_LABELS.rewardedMailboxes)),
    // A restart forgets the counts as well: nothing is to be recognised.
    rateLimits: new KeyedHash(...keys(KEY_LABELS.rateLimits)),
    // They are forgotten after ten minutes.
    recordedReads: new KeyedHash(...keys(KEY_LABELS.recordedReads)),
  };
}
