import { createSecretKey } from 'node:crypto';
import type { Randomness } from '../../core/randomness.js';
import type { KeyKind, KeyMaterial, OpenKey } from './key-kind.js';

/** RFC 7518 §3.2: an HMAC key as long as the hash, all of it random, so that no token can be searched for its key. */
const KEY_BYTES = 32;

export const REFRESH_ALGORITHM = 'HS256';

/** A key that signs refresh tokens. Only this service checks them, so it is symmetric and never published. */
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

/** The encryption binds the secret to the name of its row, so a row that was swapped or moved does not decrypt. */
export const openRefreshKey: OpenKey<RefreshKey> = (_row, secret) => {
  if (secret.length !== KEY_BYTES) throw new TypeError('The row of a refresh key does not fit its key');
  const key = createSecretKey(secret);
  return { algorithm: REFRESH_ALGORITHM, signWith: key, verifyWith: key };
};

/** Like a thumbprint, and never one that a command line takes for an option. */
function randomName(randomness: Pick<Randomness, 'bytes'>): string {
  const name = randomness.bytes(KEY_BYTES).toString('base64url');
  return name.startsWith('-') ? randomName(randomness) : name;
}
