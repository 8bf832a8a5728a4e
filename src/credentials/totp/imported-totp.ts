/** The secret of an authenticator app of another system. */
export interface ImportedTotp {
  readonly secret: Buffer;
  readonly name: string;
}

type Judged<T> = T | { readonly problem: string };

/** The most authenticator apps of a user. */
const MOST = 5;
/** 128 bits at least (RFC 4226 R6); longer than a block of SHA-1, a secret gains nothing. */
const [SHORTEST, LONGEST] = [16, 64];
const NAME_LENGTH = 64;
const DEFAULT_NAME = 'Authenticator app';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const FORM =
  'must be secrets in base 32 or otpauth addresses, or objects of `secret` and `name`, five at most';

/**
 * Reads the authenticator apps of a record: one, or a list. The service makes codes with SHA-1, six digits and 30
 * seconds, as nearly every app does; an app with other codes could never sign in, so it is a problem. No problem repeats
 * a value.
 */
export function readImportedTotp(value: unknown): Judged<readonly ImportedTotp[]> {
  const entries = Array.isArray(value) ? value : [value];
  if (entries.length > MOST) return { problem: FORM };
  const apps: ImportedTotp[] = [];
  for (const entry of entries) {
    const app = readEntry(entry);
    if ('problem' in app) return app;
    apps.push(app);
  }
  return apps;
}

/** Writes a secret in the form that `readImportedTotp` reads. */
export function writeBase32(secret: Uint8Array): string {
  const bits = [...secret].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => BASE32.charAt(Number.parseInt(five.padEnd(5, '0'), 2)))
    .join('');
}

function readEntry(entry: unknown): Judged<ImportedTotp> {
  if (typeof entry === 'string') return withSecret(entry, DEFAULT_NAME);
  if (typeof entry !== 'object' || entry === null) return { problem: FORM };
  const { secret, name = DEFAULT_NAME, ...others } = entry as Record<string, unknown>;
  const isName = typeof name === 'string' && /^[^\p{C}]{1,64}$/u.test(name) && name.length <= NAME_LENGTH;
  if (typeof secret !== 'string' || !isName || Object.keys(others).length > 0) return { problem: FORM };
  return withSecret(secret, name);
}

function withSecret(text: string, name: string): Judged<ImportedTotp> {
  const base32 = /^otpauth:/i.test(text) ? secretOf(text) : text;
  if (typeof base32 !== 'string') return base32;
  const secret = readBase32(base32);
  if (secret === null) return { problem: FORM };
  if (secret.length < SHORTEST || secret.length > LONGEST)
    return { problem: `must have secrets of ${SHORTEST * 8} to ${LONGEST * 8} bits` };
  return { secret, name };
}

/** @returns the secret in base 32 of an `otpauth:` address */
function secretOf(address: string): Judged<string> {
  if (!URL.canParse(address)) return { problem: FORM };
  const { host, searchParams } = new URL(address);
  const parameter = (name: string, usual: string) => (searchParams.get(name) ?? usual).toUpperCase();
  const algorithm = parameter('algorithm', 'SHA1').replace('-', '');
  const isOurs =
    host.toLowerCase() === 'totp' &&
    ['SHA1', 'HMACSHA1'].includes(algorithm) &&
    parameter('digits', '6') === '6' &&
    parameter('period', '30') === '30';
  if (!isOurs) return { problem: 'must be time-based codes of SHA-1, six digits and 30 seconds' };
  return searchParams.get('secret') ?? { problem: FORM };
}

/** Reads base 32 (RFC 4648 §6) in any case; people write it in groups. */
function readBase32(text: string): Buffer | null {
  const letters = text.replace(/[ -]/g, '').replace(/=+$/, '').toUpperCase();
  if (!/^[A-Z2-7]+$/.test(letters)) return null;
  const bits = [...letters].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
