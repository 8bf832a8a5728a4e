import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { isSameSecret } from '../../core/secret-token.js';
import { base64, type ForeignHash, fits, utf8 } from './foreign-hash-form.js';

/** About one second of CPU time. */
const MOST_ROUNDS = 2_000_000;
/** Well-maintained systems no longer use lower counts. */
const LEAST_ROUNDS = 100_000;

const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;
type Digest = keyof typeof DIGEST_BYTES;

const derive = promisify(pbkdf2);

/**
 * Reads the forms `$pbkdf2-sha256$i=…$`, `$pbkdf2-sha256$…$` (passlib), `pbkdf2_sha256$…$` (Django) and
 * `pbkdf2:sha256:…$` (Werkzeug).
 */
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
  // RFC 8018 §5.2: PBKDF2 derives each block, as long as a digest, separately and at the full cost. Only the
  // first block is compared. An attacker needs no more either; other blocks add cost without strength.
  const firstPiece = tag.subarray(0, DIGEST_BYTES[digest]);
  return {
    format: 'pbkdf2',
    load: rounds / MOST_ROUNDS,
    weak: rounds < LEAST_ROUNDS,
    verify: async (password) =>
      isSameSecret(await derive(password, salt, rounds, firstPiece.length, digest), firstPiece),
  };
}
