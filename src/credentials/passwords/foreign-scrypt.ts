import { createCipheriv, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { isSameSecret } from '../../core/secret-token.js';
import { base64, type ForeignHash, fits, utf8 } from './foreign-hash-form.js';

/** 256 MiB, and about one second of CPU time. */
const MOST = { bytes: 2 ** 28, work: 2 ** 21 };
/** Well-maintained systems no longer use lower costs. */
const LEAST_WORK = 2 ** 17;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** Cost parameters, named as in RFC 7914. */
interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** Steps that a system adds to scrypt. */
interface Variation {
  readonly prepare?: (password: string) => string;
  /** Transforms the derived key. */
  readonly finish?: (key: Buffer) => Buffer;
}

/** better-auth uses a constant cost. */
const BETTER_AUTH: ScryptCost = { N: 2 ** 14, r: 16, p: 1 };

/**
 * Reads `$scrypt$ln=…,r=…,p=…$salt$hash`, Django's `scrypt$N$salt$r$p$hash`, Werkzeug's
 * `scrypt:N:r:p$salt$hash`, better-auth's `salt:hash`, and Firebase's form.
 */
export function readScrypt(text: string): ForeignHash | null {
  return (
    readPhc(text) ?? readDjango(text) ?? readWerkzeug(text) ?? readBetterAuth(text) ?? readFirebase(text)
  );
}

function readPhc(text: string): ForeignHash | null {
  const match = /^\$scrypt\$ln=(\d{1,10}),r=(\d{1,3}),p=(\d{1,3})\$([^$]+)\$([^$]+)$/.exec(text);
  if (!match) return null;
  const [, ln = '', r, p, salt, tag] = match;
  // Ory Kratos writes N where passlib writes its logarithm. A logarithm has at most two digits.
  const N = ln.length > 2 ? Number(ln) : 2 ** Number(ln);
  return scryptHash(scryptCostOf(N, r, p), base64(salt), base64(tag));
}

function readDjango(text: string): ForeignHash | null {
  const match = /^scrypt\$(\d{1,10})\$([^$]+)\$(\d{1,3})\$(\d{1,3})\$([^$]+)$/.exec(text);
  return (
    match && scryptHash(scryptCostOf(Number(match[1]), match[3], match[4]), utf8(match[2]), base64(match[5]))
  );
}

function readWerkzeug(text: string): ForeignHash | null {
  const match = /^scrypt:(\d{1,10}):(\d{1,3}):(\d{1,3})\$([^$]+)\$((?:[0-9a-f]{2})+)$/.exec(text);
  if (!match) return null;
  const cost = scryptCostOf(Number(match[1]), match[2], match[3]);
  return scryptHash(cost, utf8(match[4]), Buffer.from(match[5] ?? '', 'hex'));
}

/** better-auth uses the hexadecimal text itself as the salt, and normalises the password (NFKC). */
function readBetterAuth(text: string): ForeignHash | null {
  const [, salt, tag = ''] = /^([0-9a-f]{32}):([0-9a-f]{128})$/.exec(text) ?? [];
  return scryptHash(BETTER_AUTH, utf8(salt), Buffer.from(tag, 'hex'), {
    prepare: (password) => password.normalize('NFKC'),
  });
}

const AES_KEY_BYTES = 32;

/**
 * Firebase encrypts the project's signer key with the derived key in counter mode. An import stores
 * `$firescrypt$ln=…,r=…,p=…$salt$key stream`, without the signer key. Older databases may hold Ory Kratos's
 * form, `…$salt$hash$salt separator$signer key`.
 */
function readFirebase(text: string): ForeignHash | null {
  const match =
    /^\$firescrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([^$]+)\$([^$]+)(?:\$([^$]*)\$([^$]+))?$/.exec(
      text,
    );
  if (!match) return null;
  const [, ln, r, p, salt, tagText, separator, signerKeyText] = match;
  const tag = base64(tagText);
  const signerKey = signerKeyText === undefined ? Buffer.alloc(tag.length) : base64(signerKeyText);
  if (signerKey.length !== tag.length || tag.length < AES_KEY_BYTES) return null;
  return scryptHash(
    scryptCostOf(2 ** Number(ln), r, p),
    Buffer.concat([base64(salt), base64(separator)]),
    tag,
    {
      finish: (key) =>
        createCipheriv('aes-256-ctr', key.subarray(0, AES_KEY_BYTES), Buffer.alloc(16)).update(signerKey),
    },
  );
}

function scryptCostOf(N: number, r?: string, p?: string): ScryptCost {
  return { N, r: Number(r), p: Number(p) };
}

function scryptHash(
  { N, r, p }: ScryptCost,
  salt: Buffer,
  tag: Buffer,
  { prepare = (password) => password, finish = (key) => key }: Variation = {},
): ForeignHash | null {
  // RFC 7914 §2: N is a power of two, larger than 1 and less than 2^(128·r/8).
  const bits = Math.log2(N);
  if (bits < 1 || bits >= 16 * r || !Number.isInteger(bits) || r < 1 || p < 1 || !fits(salt, tag))
    return null;
  const bytes = 128 * N * r;
  const work = N * r * p;
  return {
    format: 'scrypt',
    load: Math.max(bytes / MOST.bytes, work / MOST.work),
    weak: work < LEAST_WORK,
    verify: async (password) => {
      const options = { N, r, p, maxmem: bytes + 128 * r * (p + 2) };
      return isSameSecret(finish(await derive(prepare(password), salt, tag.length, options)), tag);
    },
  };
}
