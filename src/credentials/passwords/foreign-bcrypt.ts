import { createHmac, hash } from 'node:crypto';
import { compare } from 'bcrypt';
import type { ForeignHash } from './foreign-hash-form.js';
import { matchesAny, wordPressSpellings } from './wordpress-password.js';

/** About one second of CPU time. */
const MOST_COST = 14;
/** Well-maintained systems no longer use lower costs. */
const LEAST_COST = 10;
/** bcrypt reads 72 bytes. The systems that made these hashes silently truncated longer passwords. */
const BCRYPT_BYTES = 72;

/**
 * 16 bytes of salt and 23 of hash. Their last letters have no unused bits, since the library compares texts.
 */
const BCRYPT = /^\$2[aby]\$(\d\d)(\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26])$/;
const WORDPRESS = '$wp';
const DJANGO_SHA256 = 'bcrypt_sha256$';

/**
 * Reads bcrypt, WordPress's `$wp$2y$…` (over an HMAC of the password) and Django's `bcrypt_sha256$$2b$…`
 * (over a digest of it). It rejects `$2x$`, which marks a bug that lost bits of non-ASCII characters.
 */
export function readBcrypt(text: string): ForeignHash | null {
  if (text.startsWith(WORDPRESS)) return bcryptHash(text.slice(WORDPRESS.length), verifyWordPress, 2);
  if (text.startsWith(DJANGO_SHA256))
    return bcryptHash(text.slice(DJANGO_SHA256.length), (password, phc) =>
      compare(hash('sha256', password), phc),
    );
  return bcryptHash(text, (password, phc) => compare(Buffer.from(password).subarray(0, BCRYPT_BYTES), phc));
}

function verifyWordPress(password: string, phc: string): Promise<boolean> {
  return matchesAny(wordPressSpellings(password), (spelling) =>
    // The key is a constant of WordPress for domain separation, not a secret.
    compare(createHmac('sha384', 'wp-sha384').update(spelling).digest('base64'), phc),
  );
}

function bcryptHash(
  text: string,
  verify: (password: string, phc: string) => Promise<boolean>,
  /** The most bcrypt computations that one verification takes. */
  tries = 1,
): ForeignHash | null {
  const [, digits, rest] = BCRYPT.exec(text) ?? [];
  const cost = Number(digits);
  if (!(cost >= 4 && cost <= 31)) return null;
  return {
    format: 'bcrypt',
    load: tries * 2 ** (cost - MOST_COST),
    weak: cost < LEAST_COST,
    // $2a$, $2b$ and PHP's $2y$ name the same algorithm; the library accepts $2b$.
    verify: (password) => verify(password, `$2b$${digits}${rest}`),
  };
}
