import { createPrivateKey, createPublicKey } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import type { GeneratedKey, KeyKind, KeyMaterial, OpenKey } from './key-kind.js';
import { type PublicJwk, publicJwkOf } from './public-jwk.js';
import { fits, generatePrivateKey, type SigningAlgorithm } from './signing-algorithm.js';

/** A key that signs access tokens. Other services verify them with its public half. */
export interface AccessKey extends KeyMaterial {
  readonly algorithm: SigningAlgorithm;
  readonly publicJwk: PublicJwk;
}

export function accessKeys(algorithm: SigningAlgorithm): KeyKind<AccessKey> {
  return { use: 'sig', algorithm, generate: () => generate(algorithm) };
}

/** A `kid` never begins with a dash: a command line reads that as an option. */
async function generate(algorithm: SigningAlgorithm): Promise<GeneratedKey> {
  const privateKey = await generatePrivateKey(algorithm);
  const publicKey = publicJwkOf(privateKey);
  const kid = await calculateJwkThumbprint(publicKey);
  if (kid.startsWith('-')) return generate(algorithm);
  return { kid, algorithm, secret: privateKey.export({ type: 'pkcs8', format: 'der' }), publicKey };
}

/**
 * Derives the public half again and requires its thumbprint to be the `kid`, so that a swapped or moved row
 * verifies nothing (JWT-7).
 * @throws TypeError if the row does not fit its key
 */
export const openAccessKey: OpenKey<AccessKey> = async ({ kid, algorithm }, secret) => {
  const privateKey = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' });
  const publicJwk = publicJwkOf(privateKey);
  if (!fits(algorithm, privateKey) || (await calculateJwkThumbprint(publicJwk)) !== kid)
    throw new TypeError('The row of a signing key does not fit its key');
  return { algorithm, signWith: privateKey, verifyWith: createPublicKey(privateKey), publicJwk };
};
