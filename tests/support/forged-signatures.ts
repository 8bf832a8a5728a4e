import { generateKeyPairSync, sign } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { type Forgeries, named, type Tokens } from './forger.js';
import { forge, type Json, signatureOf, signingInput, without, withSignature } from './forgery.js';

const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const bytesOf = (part?: string) => Buffer.from(part ?? '', 'base64url');

/** Tokens that say what a good one says, and were not signed by our key and algorithm under the name of our key. */
export const FORGED_SIGNATURES: Forgeries = {
  'JWT-1: no signature at all, by an algorithm that signs nothing': (forger) => {
    const { header, claims, material } = forger;
    const algorithms = ['none', 'None', 'NONE', 'nOnE', 'none ', '', null, 0, ['ES256'], 'es256', 'ES256 '];
    const bare = named(algorithms, (alg) => withSignature(signingInput({ ...header, alg }, claims), ''));
    const signed = named(algorithms, (alg) => forger.withHeader({ alg }));
    const label = (tokens: Tokens, what: string) =>
      Object.entries(tokens).map(([name, token]) => [`${name}, ${what}`, token]);
    return {
      ...Object.fromEntries([...label(bare, 'no signature'), ...label(signed, 'a signature')]),
      'no alg at all': forge(material.own.privateKey, without(header, 'alg'), claims),
    };
  },

  'JWT-1: an HMAC under what everybody knows of our key': (forger) => {
    const { publicKey, kid } = forger.material.own;
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const der = publicKey.export({ type: 'spki', format: 'der' });
    const jwk = publicKey.export({ format: 'jwk' });
    const point = Buffer.concat([bytesOf(jwk.x), bytesOf(jwk.y)]);
    const secrets: Readonly<Record<string, string | Buffer>> = {
      PEM: pem,
      'PEM without its last newline': pem.trimEnd(),
      'PEM with CRLF': pem.replaceAll('\n', '\r\n'),
      'PEM on one line': pem.replaceAll('\n', ''),
      DER: der,
      'DER as base64': der.toString('base64'),
      JWK: JSON.stringify(jwk),
      'JWK as published': JSON.stringify(forger.material.published),
      point,
      'uncompressed point': Buffer.concat([Buffer.from([4]), point]),
      kid,
      nothing: '',
    };
    return Object.fromEntries(
      Object.entries(secrets).flatMap(([name, secret]) =>
        ['HS256', 'HS384', 'hs256'].map((alg) => [`${alg} under ${name}`, forger.withHmac({ alg }, secret)]),
      ),
    );
  },

  'JWT-1: another key or another algorithm': ({ header, claims, material }) => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const as = (alg: string) => ({ ...header, alg });
    const edInput = signingInput(as('EdDSA'), claims);
    const ed25519 = generateKeyPairSync('ed25519').privateKey;
    return {
      'another P-256 key': forge(curve('P-256').privateKey, header, claims),
      'P-384': forge(curve('P-384').privateKey, as('ES384'), claims, 'sha384'),
      'P-384 as ES256': forge(curve('P-384').privateKey, header, claims),
      'P-521': forge(curve('P-521').privateKey, as('ES512'), claims, 'sha512'),
      secp256k1: forge(curve('secp256k1').privateKey, as('ES256K'), claims),
      'secp256k1 as ES256': forge(curve('secp256k1').privateKey, header, claims),
      RS256: forge(rsa, as('RS256'), claims),
      'RS256 as ES256': forge(rsa, header, claims),
      EdDSA: withSignature(edInput, sign(null, Buffer.from(edInput), ed25519)),
      'our key as ES384': forge(material.own.privateKey, as('ES384'), claims, 'sha384'),
      'our key with SHA-512': forge(material.own.privateKey, header, claims, 'sha512'),
    };
  },

  'JWT-1: a key that the token brings along or points at': async ({ header, claims, material }) => {
    const { privateKey, publicKey } = curve('P-256');
    const { honeypot: url, own } = material;
    const jwk = { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' };
    const thumbprint = await calculateJwkThumbprint(jwk);
    const certificate = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const offers: Readonly<Record<string, Json>> = {
      jwk: { jwk },
      'jwk with our kid': { jwk: { ...jwk, kid: own.kid } },
      jku: { jku: url },
      x5u: { x5u: url },
      x5c: { x5c: [certificate] },
      x5t: { x5t: thumbprint, 'x5t#S256': thumbprint },
    };
    return Object.fromEntries(
      Object.entries(offers).flatMap(([name, offer]) =>
        [own.kid, thumbprint, url].map((kid) => [
          `${name}, kid ${kid.slice(0, 6)}`,
          forge(privateKey, { ...header, ...offer, kid }, claims),
        ]),
      ),
    );
  },

  'JWT-1: a signature in another form than JWS has': ({ header, claims, material }) => {
    const { privateKey } = material.own;
    const input = signingInput(header, claims);
    const good = signatureOf(material.accessToken);
    const realInput = material.accessToken.split('.').slice(0, 2).join('.');
    const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
    const flipped = Buffer.from(good);
    flipped[0] = (flipped[0] ?? 0) ^ 1;
    return {
      none: withSignature(input, ''),
      zeros: withSignature(input, Buffer.alloc(64)),
      'r = 0': withSignature(realInput, Buffer.concat([Buffer.alloc(32), good.subarray(32)])),
      's = 0': withSignature(realInput, Buffer.concat([good.subarray(0, 32), Buffer.alloc(32)])),
      'r = s = n': withSignature(input, Buffer.concat([order, order])),
      DER: withSignature(input, sign('sha256', Buffer.from(input), privateKey)),
      'one byte short': withSignature(realInput, good.subarray(0, 63)),
      'one byte long': withSignature(realInput, Buffer.concat([good, Buffer.alloc(1)])),
      'one bit flipped': withSignature(realInput, flipped),
      'halves swapped': withSignature(realInput, Buffer.concat([good.subarray(32), good.subarray(0, 32)])),
      'of the refresh token': withSignature(realInput, signatureOf(material.refreshToken)),
      'over another payload': withSignature(signingInput(header, { ...claims, role: 'ADMIN' }), good),
    };
  },

  'JWT-5: critical extensions': (forger) =>
    named([['b64'], ['foo'], ['exp'], [], [''], 'b64', null, true, {}], (crit) =>
      forger.withHeader({
        crit,
        ...(Array.isArray(crit) && crit[0] === 'b64' ? { b64: false } : { foo: 1 }),
      }),
    ),

  'JWT-7: a `kid` that is not exactly that of our key': (forger) => {
    const { kid: ours } = forger.material.own;
    const kids: Json = {
      missing: undefined,
      null: null,
      empty: '',
      number: 1,
      array: [ours],
      object: { toString: ours },
      'path to nothing': '../../../../dev/null',
      'path to a file': '../../package.json',
      SQL: "x' UNION SELECT 'AAAA' --",
      URL: 'https://evil.example/key',
      proto: '__proto__',
      constructor: 'constructor',
      toString: 'toString',
      hasOwnProperty: 'hasOwnProperty',
      'padded with a space': `${ours} `,
      'with a NUL': `${ours}\u0000`,
      'in another case': ours.toUpperCase(),
      'of another key': 'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s',
      '3 kB': 'k'.repeat(3000),
      '10 kB': 'k'.repeat(10_000),
    };
    return Object.fromEntries(
      Object.entries(kids).flatMap(([name, kid]) => [
        [name, forger.withHeader({ kid })],
        [`${name}, HMAC under nothing`, forger.withHmac({ alg: 'HS256', kid }, '')],
      ]),
    );
  },
};
