import type { Randomness } from '../../core/randomness.js';

/** Crockford's alphabet, without the letters that look like digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

export function newReferralCode(randomness: Pick<Randomness, 'bytes'>): string {
  return Array.from(randomness.bytes(LENGTH), (byte) => ALPHABET[byte % 32]).join('');
}
