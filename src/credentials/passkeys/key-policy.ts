import type { CeremonyRefusal } from './ceremony.js';

/** EdDSA, ES256 and RS256, in the order of preference (PK-9). */
export const ALGORITHMS: readonly number[] = [-8, -7, -257];

/** The parameters of a COSE key (RFC 9052 §7, RFC 9053 §7). */
const KEY_TYPE = 1;
const ALGORITHM = 3;
const CURVE = -1;
const MODULUS = -1;
/** The key type and curve of each algorithm. An algorithm may be combined with no other curve (WebAuthn §5.8.5). */
const OKP_ED25519 = { type: 1, curve: 6 };
const EC2_P256 = { type: 2, curve: 1 };
const RSA = 3;
/** Longer keys make each verification more expensive, and no authenticator makes them. */
const RSA_BITS = { min: 2048, max: 4096 };

/** Checks whether the service accepts a public key. @returns the refusal; null if it accepts the key */
export function keyRefusal(key: Pick<Map<number, unknown>, 'get'>): CeremonyRefusal | null {
  const [type, curve] = [key.get(KEY_TYPE), key.get(CURVE)];
  switch (key.get(ALGORITHM)) {
    case -8:
      return type === OKP_ED25519.type && curve === OKP_ED25519.curve ? null : 'algorithm';
    case -7:
      return type === EC2_P256.type && curve === EC2_P256.curve ? null : 'algorithm';
    case -257:
      return type === RSA ? rsaRefusal(key.get(MODULUS)) : 'algorithm';
    default:
      return 'algorithm';
  }
}

function rsaRefusal(modulus: unknown): CeremonyRefusal | null {
  if (!(modulus instanceof Uint8Array)) return 'algorithm';
  const bits = bitLength(modulus);
  return bits >= RSA_BITS.min && bits <= RSA_BITS.max ? null : 'keySize';
}

function bitLength(integer: Uint8Array): number {
  const first = integer.findIndex((byte) => byte !== 0);
  if (first === -1) return 0;
  return (integer.length - first) * 8 - (Math.clz32(integer[first] ?? 0) - 24);
}
