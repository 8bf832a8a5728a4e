import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { isSameSecret } from '../../core/secret-token.js';
import type { ForeignHash } from './foreign-hash-form.js';
import { matchesAny, wordPressSpellings } from './wordpress-password.js';

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** About half a second, during which other requests also run. WordPress uses 13. */
const MOST_LOG2 = 18;
/**
 * Rounds that take about one millisecond. Node.js has no MD5 on the thread pool, so the loop yields to other
 * requests after this many.
 */
const ROUNDS_AT_ONCE = 512;

/**
 * phpass's portable hash, in WordPress until 6.8: `$P$`, binary logarithm of the rounds, 8 letters of salt.
 */
const PHPASS = /^\$P\$([./0-9A-Za-z])([./0-9A-Za-z]{8})([./0-9A-Za-z]{21}[./01])$/;

export function readPhpass(text: string): ForeignHash | null {
  const [, letter = '', salt = '', tag = ''] = PHPASS.exec(text) ?? [];
  const log2 = ALPHABET.indexOf(letter);
  if (letter === '' || log2 < 7 || log2 > 30) return null;
  return {
    format: 'phpass',
    load: 2 ** (log2 - MOST_LOG2),
    weak: true,
    verify: (password) =>
      matchesAny(wordPressSpellings(password), async (spelling) =>
        isSameSecret(Buffer.from(await deriveTag(spelling, salt, 2 ** log2)), Buffer.from(tag)),
      ),
  };
}

async function deriveTag(password: string, salt: string, rounds: number): Promise<string> {
  const secret = Buffer.from(password);
  let digest = md5(Buffer.from(salt), secret);
  for (let round = 1; round <= rounds; round += 1) {
    digest = md5(digest, secret);
    if (round % ROUNDS_AT_ONCE === 0) await setImmediate();
  }
  return encode(digest);
}

function md5(first: Buffer, second: Buffer): Buffer {
  return hash('md5', Buffer.concat([first, second]), 'buffer');
}

/** Encodes crypt's base64, where the lowest six bits of three bytes come first. */
function encode(bytes: Buffer): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 3) {
    const length = Math.min(3, bytes.length - start);
    const value = bytes.readUIntLE(start, length);
    for (let letter = 0; letter <= length; letter += 1) text += ALPHABET[(value >> (6 * letter)) & 0x3f];
  }
  return text;
}
