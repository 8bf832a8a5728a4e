import { createCipheriv, pbkdf2, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { compare } from 'bcrypt';
import { isSameSecret } from '../core/secret-token.js';

/** A password hash that another system made by other means than argon2. */
export interface ForeignHash {
  readonly format: 'bcrypt' | 'scrypt' | 'pbkdf2';
  /** Its share of the most that a verification may take: with more than 1 it is never verified (DO-1). */
  readonly load: number;
  /** Whether who holds the hash guesses at it faster than anybody should. */
  readonly weak: boolean;
  /** Takes what the hash says, on a thread of the pool. */
  verify(password: string): Promise<boolean>;
}

/** About a second of a processor, and 256 MiB. */
const MOST = { bcryptCost: 14, scryptBytes: 2 ** 28, scryptWork: 2 ** 21, pbkdf2Rounds: 2_000_000 };
/** What well-kept systems left behind long ago. */
const LEAST = { bcryptCost: 10, scryptWork: 2 ** 17, pbkdf2Rounds: 100_000 };

const MAX_SALT_BYTES = 512;
const MIN_TAG_BYTES = 16;
const MAX_TAG_BYTES = 128;
const AES_KEY_BYTES = 32;
/** All that bcrypt looks at: the systems that made such hashes cut the rest of a password off without a word. */
const BCRYPT_BYTES = 72;
const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;
type Digest = keyof typeof DIGEST_BYTES;

const deriveScrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const derivePbkdf2 = promisify(pbkdf2);

/** As RFC 7914 names them. */
interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * Reads bcrypt, and scrypt and PBKDF2 as PHC strings and as passlib, Django, Werkzeug and Firebase have them.
 * @returns null for any other text
 */
export function readForeignHash(text: string): ForeignHash | null {
  return readBcrypt(text) ?? readScrypt(text) ?? readFirebase(text) ?? readPbkdf2(text);
}

/** 16 bytes of salt and 23 of hash, each with a last letter that has no bits to spare: what is compared is the text. */
const BCRYPT = /^\$2[aby]\$(\d\d)(\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26])$/;

/** `$2x$` stays out: it marks hashes of a version that lost bits of every character outside ASCII. */
function readBcrypt(text: string): ForeignHash | null {
  const [, digits, rest] = BCRYPT.exec(text) ?? [];
  const cost = Number(digits);
  if (!(cost >= 4 && cost <= 31)) return null;
  return {
    format: 'bcrypt',
    load: 2 ** (cost - MOST.bcryptCost),
    weak: cost < LEAST.bcryptCost,
    // $2a$, $2b$ and PHP's $2y$ are one algorithm; the library knows it by the second name.
    verify: (password) => compare(Buffer.from(password).subarray(0, BCRYPT_BYTES), `$2b$${digits}${rest}`),
  };
}

/** `$scrypt$ln=…,r=…,p=…$salt$hash`, Django's `scrypt$N$salt$r$p$hash`, Werkzeug's `scrypt:N:r:p$salt$hash`. */
function readScrypt(text: string): ForeignHash | null {
  const phc = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([^$]+)\$([^$]+)$/.exec(text);
  if (phc) return scryptHash(costOf(2 ** Number(phc[1]), phc[2], phc[3]), base64(phc[4]), base64(phc[5]));
  const django = /^scrypt\$(\d{1,10})\$([^$]+)\$(\d{1,3})\$(\d{1,3})\$([^$]+)$/.exec(text);
  if (django)
    return scryptHash(costOf(Number(django[1]), django[3], django[4]), utf8(django[2]), base64(django[5]));
  const werkzeug = /^scrypt:(\d{1,10}):(\d{1,3}):(\d{1,3})\$([^$]+)\$((?:[0-9a-f]{2})+)$/.exec(text);
  if (!werkzeug) return null;
  const cost = costOf(Number(werkzeug[1]), werkzeug[2], werkzeug[3]);
  return scryptHash(cost, utf8(werkzeug[4]), Buffer.from(werkzeug[5] ?? '', 'hex'));
}

/**
 * Firebase's, in the form of Ory Kratos: `$firescrypt$ln=…,r=…,p=…$salt$hash$salt separator$signer key`. The derived key
 * encrypts the project's signer key, and what comes of that is the hash.
 */
function readFirebase(text: string): ForeignHash | null {
  const match =
    /^\$firescrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([^$]+)\$([^$]+)\$([^$]*)\$([^$]+)$/.exec(text);
  if (!match) return null;
  const [salt, tag, separator, signerKey] = match.slice(4).map(base64) as [Buffer, Buffer, Buffer, Buffer];
  if (signerKey.length !== tag.length || tag.length < AES_KEY_BYTES) return null;
  const cost = costOf(2 ** Number(match[1]), match[2], match[3]);
  return scryptHash(cost, Buffer.concat([salt, separator]), tag, (key) =>
    createCipheriv('aes-256-ctr', key.subarray(0, AES_KEY_BYTES), Buffer.alloc(16)).update(signerKey),
  );
}

/** `$pbkdf2-sha256$i=…$`, passlib's `$pbkdf2-sha256$…$`, Django's `pbkdf2_sha256$…$`, Werkzeug's `pbkdf2:sha256:…$`. */
function readPbkdf2(text: string): ForeignHash | null {
  const phc = /^\$pbkdf2(?:-(sha1|sha256|sha512))?\$(?:i=)?(\d{1,9})(?:,l=\d+)?\$([^$]+)\$([^$]+)$/.exec(
    text,
  );
  if (phc) return pbkdf2Hash(phc[1] ?? 'sha1', phc[2], base64(phc[3]), base64(phc[4]));
  const django = /^pbkdf2_(sha1|sha256|sha512)\$(\d{1,9})\$([^$]+)\$([^$]+)$/.exec(text);
  if (django) return pbkdf2Hash(django[1], django[2], utf8(django[3]), base64(django[4]));
  const werkzeug = /^pbkdf2:(sha1|sha256|sha512):(\d{1,9})\$([^$]+)\$((?:[0-9a-f]{2})+)$/.exec(text);
  if (!werkzeug) return null;
  return pbkdf2Hash(werkzeug[1], werkzeug[2], utf8(werkzeug[3]), Buffer.from(werkzeug[4] ?? '', 'hex'));
}

function costOf(N: number, r?: string, p?: string): ScryptCost {
  return { N, r: Number(r), p: Number(p) };
}

/** @param finish what a system does with the derived key that is not the hash yet */
function scryptHash(
  { N, r, p }: ScryptCost,
  salt: Buffer,
  tag: Buffer,
  finish: (key: Buffer) => Buffer = (key) => key,
): ForeignHash | null {
  // RFC 7914 §2: a power of two, larger than 1 and less than 2^(128·r/8).
  const bits = Math.log2(N);
  if (bits < 1 || bits >= 16 * r || !Number.isInteger(bits) || r < 1 || p < 1 || !fits(salt, tag))
    return null;
  const bytes = 128 * N * r;
  const work = N * r * p;
  return {
    format: 'scrypt',
    load: Math.max(bytes / MOST.scryptBytes, work / MOST.scryptWork),
    weak: work < LEAST.scryptWork,
    verify: async (password) => {
      const options = { N, r, p, maxmem: bytes + 128 * r * (p + 2) };
      return isSameSecret(finish(await deriveScrypt(password, salt, tag.length, options)), tag);
    },
  };
}

function pbkdf2Hash(
  digestText: string | undefined,
  roundsText: string | undefined,
  salt: Buffer,
  tag: Buffer,
): ForeignHash | null {
  const digest = digestText as Digest;
  const rounds = Number(roundsText);
  if (rounds < 1 || !fits(salt, tag)) return null;
  // A tag longer than the digest costs all rounds again for each further piece; whoever guesses needs the first alone.
  const pieces = Math.ceil(tag.length / DIGEST_BYTES[digest]);
  return {
    format: 'pbkdf2',
    load: (rounds * pieces) / MOST.pbkdf2Rounds,
    weak: rounds < LEAST.pbkdf2Rounds,
    verify: async (password) =>
      isSameSecret(await derivePbkdf2(password, salt, rounds, tag.length, digest), tag),
  };
}

/** A short tag would be met by chance; a long one is none. */
function fits(salt: Buffer, tag: Buffer): boolean {
  return (
    salt.length > 0 &&
    salt.length <= MAX_SALT_BYTES &&
    tag.length >= MIN_TAG_BYTES &&
    tag.length <= MAX_TAG_BYTES
  );
}

/** Base64 in any of its alphabets, passlib's with `.` for `+` too, padded or not; empty unless spelled in the one way. */
function base64(text = ''): Buffer {
  const standard = text.replace(/[.-]/g, '+').replaceAll('_', '/').replace(/=+$/, '');
  const bytes = Buffer.from(standard, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === standard ? bytes : Buffer.alloc(0);
}

/** Of a salt that is a word; empty where the database could not hold it: it takes no NUL, and no half of a character. */
function utf8(text = ''): Buffer {
  const bytes = Buffer.from(text);
  return text.includes('\0') || bytes.toString() !== text ? Buffer.alloc(0) : bytes;
}
