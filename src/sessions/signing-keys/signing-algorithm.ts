import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { publicJwkOf, thumbprint } from './public-jwk.js';

/** ES256 unless a verifier cannot. What `jsonwebtoken` carries: EdDSA it does not (decision 20). */
export const SIGNING_ALGORITHMS = ['ES256', 'RS256'] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** ASVS 11.2.3 counts 2048 as less than 128 bits of security (CK-6). */
const RSA_BITS = 3072;

/** FIPS 186-5 §5.4: with an exponent of 1, every text is its own signature. */
const MIN_RSA_EXPONENT = 65_537n;

const generate = promisify(generateKeyPair);

/**
 * On a thread of the pool: an RSA key takes a second of a processor, and requests go on meanwhile.
 * A key whose name would begin with a dash is drawn again: no command line takes that for a name.
 */
export async function generatePrivateKey(algorithm: SigningAlgorithm): Promise<KeyObject> {
  const { privateKey } =
    algorithm === 'ES256'
      ? await generate('ec', { namedCurve: 'P-256' })
      : await generate('rsa', { modulusLength: RSA_BITS });
  const isOption = thumbprint(publicJwkOf(privateKey)).startsWith('-');
  return isOption ? generatePrivateKey(algorithm) : privateKey;
}

/** Whether a key is one that this algorithm signs with: the key names the algorithm, and no token does (RFC 8725 §3.1). */
export function fits(algorithm: string, key: KeyObject): algorithm is SigningAlgorithm {
  const { namedCurve, modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (algorithm === 'ES256') return key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1';
  if (algorithm !== 'RS256' || key.asymmetricKeyType !== 'rsa') return false;
  return modulusLength >= RSA_BITS && publicExponent >= MIN_RSA_EXPONENT;
}
