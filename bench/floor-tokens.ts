import { createPrivateKey, createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';

const ISSUER = 'http://localhost:4000';
const KEY_ID = 'A0Bx7SxgeOVN0zlQVCuYJoN6gSqqJz1ZQzVuHVg6YhM';

/** ES256 tokens as large as the service's own, checked in full each time: nothing here is remembered. */
export class FloorTokens {
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;

  /** @param pem a P-256 key as PKCS #8 */
  constructor(pem: string) {
    this.#privateKey = createPrivateKey(pem);
    this.#publicKey = createPublicKey(pem);
  }

  mint(type: 'at+jwt' | 'rt+jwt', claims: object): string {
    const payload = { iss: ISSUER, aud: ISSUER, jti: randomUUID(), ...claims };
    const header = { alg: 'ES256', typ: type, kid: KEY_ID };
    return jwt.sign(payload, this.#privateKey, { algorithm: 'ES256', header });
  }

  check(token: string): jwt.JwtPayload {
    return jwt.verify(token, this.#publicKey, { algorithms: ['ES256'] }) as jwt.JwtPayload;
  }
}
