import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

export type SigningAlgorithm = 'ES256';

/** The public half of a signing key as other services read it (RFC 7517 §4). */
export interface PublicJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
}

export interface SigningKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: PublicJwk;
}

/** The keys that are good now: the newest signs, every one verifies. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, SigningKey>;

  /** @param keys the newest first, at least one */
  constructor(keys: readonly [SigningKey, ...SigningKey[]]) {
    this.signer = keys[0];
    this.#keys = new Map(keys.map((key) => [key.kid, key]));
  }

  readonly signer: SigningKey;

  /** An unknown `kid` finds no key; there is none to fall back to (JWT-7). */
  find(kid: unknown): SigningKey | undefined {
    return typeof kid === 'string' ? this.#keys.get(kid) : undefined;
  }

  /** The JWK Set for `/.well-known/jwks.json`: public members alone. */
  toJwks(): { keys: object[] } {
    const keys = [...this.#keys.values()].map(({ kid, algorithm, publicJwk }) => ({
      ...publicJwk,
      use: 'sig',
      alg: algorithm,
      kid,
    }));
    return { keys };
  }
}

export function publicJwkOf(privateKey: KeyObject): PublicJwk {
  const { kty, crv, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (!kty || !crv || !x || !y) throw new TypeError('Not an elliptic-curve key');
  return { kty, crv, x, y };
}

/** RFC 7638 §3: the required members in lexicographic order, hashed. */
export function thumbprint({ crv, kty, x, y }: PublicJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
