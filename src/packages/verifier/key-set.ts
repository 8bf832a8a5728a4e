import { type CryptoKey, importJWK, type JWK } from 'jose';

/** The algorithm for each key type and curve. Symmetric algorithms and `none` are excluded. */
const ALGORITHMS = {
  ES256: { kty: 'EC', crv: 'P-256' },
  RS256: { kty: 'RSA', crv: undefined },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
} as const;

/** NIST SP 800-131A: shorter keys can be factored. */
const MIN_RSA_BITS = 2048;
/**
 * FIPS 186-5 §5.4: the exponent is odd, above 2^16 and below 2^256. With an exponent of 1, every text is its
 * own signature.
 */
const MIN_RSA_EXPONENT = 65_537n;
const MAX_RSA_EXPONENT = 2n ** 256n;

/** Private members of a key (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

export interface PublicKey {
  readonly algorithm: keyof typeof ALGORITHMS;
  readonly key: CryptoKey;
}

/**
 * Public keys by `kid`. A Map instead of an object, because an attacker can choose the `kid` of a token
 * (JWT-7).
 */
export type KeySet = ReadonlyMap<string, PublicKey>;

type UsableKey = JWK & { readonly kid: string; readonly alg: PublicKey['algorithm'] };

/**
 * Reads a JWK Set (RFC 7517 §5). Skips keys of an unknown kind, as the RFC asks, and weak RSA keys.
 * @throws TypeError if the set has no usable key, two keys with one `kid`, or a private key, because each
 * of its readers can sign
 */
export async function readKeySet(body: unknown): Promise<KeySet> {
  const published = keysOf(body);
  if (published.some(isSecret)) throw new TypeError('The key set contains a key that must be secret');
  const usable = published.filter(isUsable);
  const entries = await Promise.all(usable.map(toEntry));
  const keys = new Map(entries.filter(([, { key }]) => isStrong(key)));
  if (new Set(usable.map(({ kid }) => kid)).size < usable.length)
    throw new TypeError('The key set contains two keys with the same id');
  if (keys.size === 0) throw new TypeError('The key set contains no usable key');
  return keys;
}

function keysOf(body: unknown): JWK[] {
  const keys: unknown = typeof body === 'object' && body !== null && 'keys' in body ? body.keys : undefined;
  if (!Array.isArray(keys)) throw new TypeError('The document is not a key set');
  return keys.filter((key) => typeof key === 'object' && key !== null);
}

function isSecret(key: JWK): boolean {
  return key.kty === 'oct' || SECRET_MEMBERS.some((member) => member in key);
}

/** The key determines the algorithm, not the token, and the algorithm must fit the key (RFC 8725 §3.1). */
function isUsable(key: JWK): key is UsableKey {
  if (typeof key.alg !== 'string' || !Object.hasOwn(ALGORITHMS, key.alg)) return false;
  const { kty, crv } = ALGORITHMS[key.alg as PublicKey['algorithm']];
  const isNamed = typeof key.kid === 'string' && key.kid !== '';
  return isNamed && key.kty === kty && key.crv === crv && (key.use === undefined || key.use === 'sig');
}

/** Checks the imported key, so that the check and the verification cannot read a JWK differently. */
function isStrong({ algorithm }: CryptoKey): boolean {
  if (!('modulusLength' in algorithm) || !('publicExponent' in algorithm)) return true;
  const { modulusLength, publicExponent } = algorithm as RsaParameters;
  const exponent = publicExponent.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  const isSound = exponent % 2n === 1n && exponent >= MIN_RSA_EXPONENT && exponent < MAX_RSA_EXPONENT;
  return isSound && modulusLength >= MIN_RSA_BITS;
}

interface RsaParameters {
  readonly modulusLength: number;
  readonly publicExponent: Uint8Array;
}

async function toEntry(jwk: UsableKey): Promise<[string, PublicKey]> {
  const key = await importJWK(jwk, jwk.alg);
  if (key instanceof Uint8Array) throw new TypeError('The key set contains a key that must be secret');
  return [jwk.kid, { algorithm: jwk.alg, key }];
}
