import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** ES256 is the default. RS256 is for other verifiers. `jsonwebtoken` has no EdDSA (decision 20). */
export const SIGNING_ALGORITHMS = ['ES256', 'RS256'] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** In bits. ASVS 11.2.3 requires 128 bits of security, and 2048 bits give less (CK-6). */
const RSA_BITS = 3072;

/** FIPS 186-5 §5.4. With an exponent of 1, every message is its own signature. */
const MIN_RSA_EXPONENT = 65_537n;

const generate = promisify(generateKeyPair);

/** Generates the key on a thread of the pool: RSA takes about a second, and requests continue meanwhile. */
export async function generatePrivateKey(algorithm: SigningAlgorithm): Promise<KeyObject> {
  const { privateKey } =
    algorithm === 'ES256'
      ? await generate('ec', { namedCurve: 'P-256' })
      : await generate('rsa', { modulusLength: RSA_BITS });
  return privateKey;
}

/** Whether a key fits this algorithm. The key determines it, and a token never does (RFC 8725 §3.1). */
export function fits(algorithm: string, key: KeyObject): algorithm is SigningAlgorithm {
  const { namedCurve, modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (algorithm === 'ES256') return key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1';
  if (algorithm !== 'RS256' || key.asymmetricKeyType !== 'rsa') return false;
  return modulusLength >= RSA_BITS && publicExponent >= MIN_RSA_EXPONENT;
}
