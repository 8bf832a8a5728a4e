import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';

/** Publishes keys as a service would, well or badly. */
export interface KeyServer {
  readonly issuer: string;
  /** How often it was asked for keys. */
  visits(): number;
  answer(listener: RequestListener): void;
  publish(...keys: object[]): void;
  close(): Promise<void>;
}

export async function startKeyServer(): Promise<KeyServer> {
  let visits = 0;
  let listener: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => {
    visits += 1;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answer = (next: RequestListener) => {
    listener = next;
  };
  return {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits: () => visits,
    answer,
    publish: (...keys) => answer((_request, response) => void response.end(JSON.stringify({ keys }))),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface TestKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** As it is published. */
  readonly jwk: Readonly<Record<string, unknown>>;
  /** As nobody may publish it. */
  readonly privateJwk: Readonly<Record<string, unknown>>;
}

let made = 0;

export function newKey(algorithm: 'ES256' | 'RS256' | 'EdDSA' = 'ES256', bits = 2048): TestKey {
  const { privateKey, publicKey } = {
    ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    RS256: () => generateKeyPairSync('rsa', { modulusLength: bits }),
    EdDSA: () => generateKeyPairSync('ed25519'),
  }[algorithm]();
  made += 1;
  const named = { kid: `key-${made}`, alg: algorithm, use: 'sig' };
  return {
    kid: named.kid,
    privateKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), ...named },
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...named },
  };
}

/** A token as a service of this issuer would sign it with this key, good for a quarter of an hour. */
export function signAccessToken(
  { kid, privateKey, jwk }: TestKey,
  { issuer, now, header = {}, claims = {} }: { issuer: string; now: Date; header?: object; claims?: object },
): Promise<string> {
  const iat = Math.floor(now.getTime() / 1000);
  const named = {
    sub: randomUUID(),
    sid: randomUUID(),
    jti: randomUUID(),
    role: 'USER',
    client_id: 'latchkey',
  };
  return new SignJWT({ ...named, iss: issuer, aud: issuer, iat, exp: iat + 900, ...claims })
    .setProtectedHeader({ alg: String(jwk['alg']), typ: 'at+jwt', kid, ...header })
    .sign(privateKey);
}
