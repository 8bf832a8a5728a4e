/** A password hash of another system that is not argon2. */
export interface ForeignHash {
  readonly format: 'bcrypt' | 'scrypt' | 'pbkdf2' | 'phpass';
  /** The cost of a verification, as a fraction of the most allowed. Above 1 it is never verified (DO-1). */
  readonly load: number;
  /** Whether an attacker who holds the hash can guess too fast (offline brute force). */
  readonly weak: boolean;
  /** Takes as long as the hash demands, without blocking the main thread. */
  verify(password: string): Promise<boolean>;
}

const MAX_SALT_BYTES = 512;
const MIN_TAG_BYTES = 16;
const MAX_TAG_BYTES = 128;

/**
 * Whether salt and tag have plausible lengths. A short tag matches by chance; a very long one is not a hash.
 */
export function fits(salt: Buffer, tag: Buffer): boolean {
  return (
    salt.length > 0 &&
    salt.length <= MAX_SALT_BYTES &&
    tag.length >= MIN_TAG_BYTES &&
    tag.length <= MAX_TAG_BYTES
  );
}

/**
 * Decodes base64 in any alphabet, including passlib's with `.` for `+`, padded or not. Returns an empty
 * buffer unless the encoding is canonical.
 */
export function base64(text = ''): Buffer {
  const standard = text.replace(/[.-]/g, '+').replaceAll('_', '/').replace(/=+$/, '');
  const bytes = Buffer.from(standard, 'base64');
  return unpadded(bytes) === standard ? bytes : Buffer.alloc(0);
}

/** Encodes base64 without padding, as in PHC strings. */
export function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/**
 * Encodes a text salt. Returns an empty buffer for NUL or a lone surrogate, which PostgreSQL cannot store.
 */
export function utf8(text = ''): Buffer {
  const bytes = Buffer.from(text);
  return text.includes('\0') || bytes.toString() !== text ? Buffer.alloc(0) : bytes;
}
