import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyKind, KeyMaterial, OpenKey } from './key-kind.js';
import { type PublicJwk, publicJwkOf, thumbprint } from './public-jwk.js';
import { fits, generatePrivateKey, type SigningAlgorithm } from './signing-algorithm.js';

/** A key that signs access tokens. Other services verify with its public half. */
export interface AccessKey extends KeyMaterial {
  readonly algorithm: SigningAlgorithm;
  readonly publicJwk: PublicJwk;
}

export function accessKeys(algorithm: SigningAlgorithm): KeyKind<AccessKey> {
  return {
    use: 'sig',
    algorithm,
    generate: async () => {
      const privateKey = await generatePrivateKey(algorithm);
      const publicKey = publicJwkOf(privateKey);
      const secret = privateKey.export({ type: 'pkcs8', format: 'der' });
      return { kid: thumbprint(publicKey), algorithm, secret, publicKey };
    },
  };
}

/**
 * The public half is derived again, and must be the one that the key is named by: a row that was swapped or moved
 * verifies nothing (JWT-7).
 */
export const openAccessKey: OpenKey<AccessKey> = ({ kid, algorithm }, secret) => {
  const privateKey = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' });
  const publicJwk = publicJwkOf(privateKey);
  if (!fits(algorithm, privateKey) || thumbprint(publicJwk) !== kid)
    throw new TypeError('The row of a signing key does not fit its key');
  return { algorithm, signWith: privateKey, verifyWith: createPublicKey(privateKey), publicJwk };
};
