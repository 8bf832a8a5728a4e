import type { Randomness } from '../../core/randomness.js';

const LENGTH = 8;
/** Crockford's base 32, without letters that look like digits. 8 characters are 40 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new code of 40 random bits, such as `K7QF-2M9P`. Five guesses of one challenge hit it once in 2 × 10¹¹. */
export function newMailedCode(randomness: Pick<Randomness, 'bytes'>): string {
  const text = [...randomness.bytes(LENGTH)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return `${text.slice(0, LENGTH / 2)}-${text.slice(LENGTH / 2)}`;
}

/**
 * The code that a user typed, as it was made: spaces, hyphens and case do not matter, and O, I and L are read as the
 * digits that they look like.
 * @returns null for a text that no code can be
 */
export function readMailedCode(typed: string): string | null {
  const text = typed.replace(/[ -]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4)}` : null;
}
