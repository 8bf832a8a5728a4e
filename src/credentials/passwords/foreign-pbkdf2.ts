import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { isSameSecret } from '../../core/secret-token.js';
import { base64, type ForeignHash, fits, utf8 } from './foreign-hash-form.js';

/** About a second of a processor. */
const MOST_ROUNDS = 2_000_000;
/** Well-kept systems left lower counts behind long ago. */
const LEAST_ROUNDS = 100_000;

const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;
type Digest = keyof typeof DIGEST_BYTES;

const derive = promisify(pbkdf2);

/** `$pbkdf2-sha256$i=…$`, passlib's `$pbkdf2-sha256$…$`, Django's `pbkdf2_sha256$…$`, Werkzeug's `pbkdf2:sha256:…$`. */
export function readPbkdf2(text: string): ForeignHash | null {
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

function pbkdf2Hash(
  digestText: string | undefined,
  roundsText: string | undefined,
  salt: Buffer,
  tag: Buffer,
): ForeignHash | null {
  const digest = digestText as Digest;
  const rounds = Number(roundsText);
  if (rounds < 1 || !fits(salt, tag)) return null;
  // RFC 8018 §5.2: each piece of the length of a digest is derived by itself and costs all rounds. The first piece
  // decides, as it does for an attacker; the others would cost the same again and add nothing.
  const firstPiece = tag.subarray(0, DIGEST_BYTES[digest]);
  return {
    format: 'pbkdf2',
    load: rounds / MOST_ROUNDS,
    weak: rounds < LEAST_ROUNDS,
    verify: async (password) =>
      isSameSecret(await derive(password, salt, rounds, firstPiece.length, digest), firstPiece),
  };
}
