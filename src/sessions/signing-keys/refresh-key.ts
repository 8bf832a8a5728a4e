import { createSecretKey } from 'node:crypto';
import type { Randomness } from '../../core/randomness.js';
import type { KeyKind, KeyMaterial, OpenKey } from './key-kind.js';

/**
 * RFC 7518 §3.2: an HMAC key as long as the hash. It is random, so an attacker with a token cannot find the
 * key by brute force.
 */
const KEY_BYTES = 32;

export const REFRESH_ALGORITHM = 'HS256';

/** A key that signs refresh tokens. Only this service verifies them, so it is symmetric and not published. */
export interface RefreshKey extends KeyMaterial {
  readonly algorithm: typeof REFRESH_ALGORITHM;
}

export function refreshKeys(randomness: Pick<Randomness, 'bytes'>): KeyKind<RefreshKey> {
  return {
    use: 'refresh',
    algorithm: REFRESH_ALGORITHM,
    generate: async () => ({
      kid: randomName(randomness),
      algorithm: REFRESH_ALGORITHM,
      secret: randomness.bytes(KEY_BYTES),
      publicKey: null,
    }),
  };
}

/**
 * The encryption binds the secret to the `kid` of its row, so a swapped or moved row does not decrypt.
 * @throws TypeError if the secret has another length
 */
export const openRefreshKey: OpenKey<RefreshKey> = async (_row, secret) => {
  if (secret.length !== KEY_BYTES) throw new TypeError('The row of a refresh key does not fit its key');
  const key = createSecretKey(secret);
  return { algorithm: REFRESH_ALGORITHM, signWith: key, verifyWith: key };
};

/** An id in the form of a thumbprint. It never begins with a dash: a command line reads that as an option. */
function randomName(randomness: Pick<Randomness, 'bytes'>): string {
  const name = randomness.bytes(KEY_BYTES).toString('base64url');
  return name.startsWith('-') ? randomName(randomness) : name;
}
