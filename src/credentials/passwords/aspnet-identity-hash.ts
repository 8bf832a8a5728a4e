import { unpadded } from './foreign-hash-form.js';

const DIGESTS = ['sha1', 'sha256', 'sha512'];
const SALT_BYTES = 16;
const MIN_TAG_BYTES = 16;
/** Version 2 is always PBKDF2 with SHA-1, 1000 iterations and a tag of 32 bytes. */
const VERSION_2 = { length: 1 + SALT_BYTES + 32, iterations: 1000 };
/**
 * Version 3 stores the digest, the iterations and the salt length after the version byte, in four bytes each.
 */
const VERSION_3_HEADER = 13;

const BASE64 = /^A[A-Q][A-Za-z0-9+/]{38,198}={0,2}$/;

/**
 * Reads a hash of ASP.NET Core Identity: base64 of a version byte and the PBKDF2 parameters, salt and tag.
 * @returns a PHC string, or null for any other text
 */
export function readAspNetIdentity(text: string): string | null {
  if (!BASE64.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) return null;
  return bytes[0] === 0 ? readVersion2(bytes) : readVersion3(bytes);
}

function readVersion2(bytes: Buffer): string | null {
  if (bytes.length !== VERSION_2.length) return null;
  return phcOf(
    'sha1',
    VERSION_2.iterations,
    bytes.subarray(1, 1 + SALT_BYTES),
    bytes.subarray(1 + SALT_BYTES),
  );
}

function readVersion3(bytes: Buffer): string | null {
  if (bytes[0] !== 1 || bytes.length < VERSION_3_HEADER) return null;
  const digest = DIGESTS[bytes.readUInt32BE(1)];
  const saltLength = bytes.readUInt32BE(9);
  const tag = bytes.subarray(VERSION_3_HEADER + saltLength);
  if (digest === undefined || saltLength < SALT_BYTES || tag.length < MIN_TAG_BYTES) return null;
  const salt = bytes.subarray(VERSION_3_HEADER, VERSION_3_HEADER + saltLength);
  return phcOf(digest, bytes.readUInt32BE(5), salt, tag);
}

function phcOf(digest: string, iterations: number, salt: Buffer, tag: Buffer): string {
  return `$pbkdf2-${digest}$i=${iterations}$${unpadded(salt)}$${unpadded(tag)}`;
}
