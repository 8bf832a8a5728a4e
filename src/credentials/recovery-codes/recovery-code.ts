import { createHash } from 'node:crypto';
import type { Randomness } from '../../core/randomness.js';

const GROUPS = 6;
const GROUP_LENGTH = 4;
/** Crockford's base 32, without letters that look like digits. 24 characters are 120 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A new code of 120 random bits, such as `7K2M-…`. Above 112 bits a plain digest is enough (NIST SP 800-63B-4
 * §3.1.2.2), so one indexed look-up checks a code.
 */
export function newRecoveryCode(randomness: Randomness): string {
  const bytes = [...randomness.bytes(GROUPS * GROUP_LENGTH)];
  const text = bytes.map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return (text.match(/.{4}/g) ?? []).join('-');
}

/**
 * The digest of a code that a user typed: spaces, hyphens and case do not matter, and O, I and L are read as the digits
 * that they look like.
 * @returns null for a text that no code can be
 */
export function readRecoveryCode(typed: string): Uint8Array<ArrayBuffer> | null {
  const text = typed.replace(/[ -]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{24}$/.test(text)) return null;
  return new Uint8Array(createHash('sha256').update(text).digest());
}
