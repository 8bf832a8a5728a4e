/** A password hash that another system made by other means than argon2. */
export interface ForeignHash {
  readonly format: 'bcrypt' | 'scrypt' | 'pbkdf2' | 'phpass';
  /** Its share of the most that a verification may take: with more than 1 it is never verified (DO-1). */
  readonly load: number;
  /** Whether an attacker who holds the hash can guess too fast. */
  readonly weak: boolean;
  /** Takes the time that the hash asks for, without blocking the main thread. */
  verify(password: string): Promise<boolean>;
}

const MAX_SALT_BYTES = 512;
const MIN_TAG_BYTES = 16;
const MAX_TAG_BYTES = 128;

/** A short tag is matched by chance; a long one is not a hash. */
export function fits(salt: Buffer, tag: Buffer): boolean {
  return (
    salt.length > 0 &&
    salt.length <= MAX_SALT_BYTES &&
    tag.length >= MIN_TAG_BYTES &&
    tag.length <= MAX_TAG_BYTES
  );
}

/** Base64 in any of its alphabets, passlib's with `.` for `+` too, padded or not; empty unless spelled in the one way. */
export function base64(text = ''): Buffer {
  const standard = text.replace(/[.-]/g, '+').replaceAll('_', '/').replace(/=+$/, '');
  const bytes = Buffer.from(standard, 'base64');
  return unpadded(bytes) === standard ? bytes : Buffer.alloc(0);
}

/** Base64 as PHC strings have it. */
export function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** A salt that is a word. Empty if the database cannot hold it: it takes no NUL and no half of a surrogate pair. */
export function utf8(text = ''): Buffer {
  const bytes = Buffer.from(text);
  return text.includes('\0') || bytes.toString() !== text ? Buffer.alloc(0) : bytes;
}
