import { type CryptoKey, importJWK, type JWK } from 'jose';

/** What a key of this type and curve signs with. Nothing symmetric is among them, and nothing that signs nothing. */
const ALGORITHMS = {
  ES256: { kty: 'EC', crv: 'P-256' },
  RS256: { kty: 'RSA', crv: undefined },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
} as const;

/** The members that only the owner of a key may have (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

export interface PublicKey {
  readonly algorithm: keyof typeof ALGORITHMS;
  readonly key: CryptoKey;
}

/** Public keys by their `kid`. A map, and no object: `kid` is whatever a token says (JWT-7). */
export type KeySet = ReadonlyMap<string, PublicKey>;

type UsableKey = JWK & { readonly kid: string; readonly alg: PublicKey['algorithm'] };

/**
 * Reads a JWK Set (RFC 7517 §5). Keys of a kind that we do not know are left out, as it asks.
 * @throws TypeError when it holds no usable key, two of one name, or what must be secret: whoever publishes that
 * signs for everybody
 */
export async function readKeySet(body: unknown): Promise<KeySet> {
  const published = keysOf(body);
  if (published.some(isSecret)) throw new TypeError('The key set holds a key that must be secret');
  const usable = published.filter(isUsable);
  if (usable.length === 0) throw new TypeError('The key set holds no key that can be used');
  const keys = new Map(await Promise.all(usable.map(toEntry)));
  if (keys.size < usable.length) throw new TypeError('The key set holds two keys of one name');
  return keys;
}

function keysOf(body: unknown): JWK[] {
  const keys: unknown = typeof body === 'object' && body !== null && 'keys' in body ? body.keys : undefined;
  if (!Array.isArray(keys)) throw new TypeError('This is no key set');
  return keys.filter((key) => typeof key === 'object' && key !== null);
}

function isSecret(key: JWK): boolean {
  return key.kty === 'oct' || SECRET_MEMBERS.some((member) => member in key);
}

/** The key names its algorithm, not the token, and it is one that such a key can have (RFC 8725 §3.1). */
function isUsable(key: JWK): key is UsableKey {
  if (typeof key.alg !== 'string' || !Object.hasOwn(ALGORITHMS, key.alg)) return false;
  const { kty, crv } = ALGORITHMS[key.alg as PublicKey['algorithm']];
  const isNamed = typeof key.kid === 'string' && key.kid !== '';
  return isNamed && key.kty === kty && key.crv === crv && (key.use === undefined || key.use === 'sig');
}

async function toEntry(jwk: UsableKey): Promise<[string, PublicKey]> {
  const key = await importJWK(jwk, jwk.alg);
  if (key instanceof Uint8Array) throw new TypeError('The key set holds a key that must be secret');
  return [jwk.kid, { algorithm: jwk.alg, key }];
}
