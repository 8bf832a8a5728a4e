import { readBcrypt } from './foreign-bcrypt.js';
import type { ForeignHash } from './foreign-hash-form.js';
import { readPbkdf2 } from './foreign-pbkdf2.js';
import { readPhpass } from './foreign-phpass.js';
import { readScrypt } from './foreign-scrypt.js';

/**
 * Reads a hash of another system: bcrypt, scrypt, PBKDF2 or phpass, in every supported form.
 * @returns null for any other text
 */
export function readForeignHash(text: string): ForeignHash | null {
  return readBcrypt(text) ?? readScrypt(text) ?? readPbkdf2(text) ?? readPhpass(text);
}
