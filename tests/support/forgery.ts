import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { deriveKeys } from '../../src/app/registers.js';
import { systemRandomness } from '../../src/core/randomness.js';
import type { Database } from '../../src/platform/database/client.js';

export type Json = Readonly<Record<string, unknown>>;

/** A signing key of the service, the newest or the one of this name, as whoever holds both the database and AUTH_SECRET could have it. */
export interface OwnKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export async function openSigningKey(
  database: Database,
  authSecret: Buffer,
  named?: string,
): Promise<OwnKey> {
  const { kid, sealedPrivateKey } = await database.signingKey.findFirstOrThrow({
    ...(named === undefined ? {} : { where: { kid: named } }),
    orderBy: { createdAt: 'desc' },
  });
  const box = deriveKeys(authSecret, systemRandomness).signingKeys;
  const privateKey = createPrivateKey({
    key: box.decrypt(sealedPrivateKey, kid),
    format: 'der',
    type: 'pkcs8',
  });
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}

/** The newest key of refresh tokens, as the same holder could have it. */
export interface OwnRefreshKey {
  readonly kid: string;
  readonly secret: Buffer;
  /** The row's own bytes. */
  readonly sealed: Buffer;
}

export async function openRefreshKey(database: Database, authSecret: Buffer): Promise<OwnRefreshKey> {
  const { kid, sealedKey } = await database.refreshKey.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
  const box = deriveKeys(authSecret, systemRandomness).refreshKeys;
  return { kid, secret: box.decrypt(sealedKey, kid), sealed: Buffer.from(sealedKey) };
}

export function headerOf(token: string): Json {
  return parse(token.split('.')[0]);
}

export function claimsOf(token: string): Json {
  return parse(token.split('.')[1]);
}

export function signatureOf(token: string): Buffer {
  return Buffer.from(token.split('.')[2] ?? '', 'base64url');
}

/** What is signed: any text at all as the header and as the payload, for a string is taken as it is. */
export function signingInput(header: unknown, payload: unknown): string {
  return [header, payload].map((part) => encode(asText(part))).join('.');
}

export function withSignature(input: string, signature: string | Uint8Array): string {
  return `${input}.${typeof signature === 'string' ? signature : Buffer.from(signature).toString('base64url')}`;
}

/** A token with a right ECDSA signature over whatever it says. */
export function forge(key: KeyObject, header: unknown, payload: unknown, hash = 'sha256'): string {
  const input = signingInput(header, payload);
  return withSignature(input, sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }));
}

/** A token with a right HMAC over whatever it says. */
export function forgeHmac(
  secret: string | Buffer,
  header: unknown,
  payload: unknown,
  hash = 'sha256',
): string {
  const input = signingInput(header, payload);
  return withSignature(input, createHmac(hash, secret).update(input).digest());
}

export function without(object: Json, name: string): Json {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

const GROUP_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Other spellings of the same token, each of which a verifier may take: ECDSA's twin, and loose last characters. */
export function respell(token: string): string[] {
  const input = token.slice(0, token.lastIndexOf('.'));
  const signature = signatureOf(token);
  const s = BigInt(`0x${signature.subarray(32).toString('hex')}`);
  const twin = Buffer.from((GROUP_ORDER - s).toString(16).padStart(64, '0'), 'hex');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return [
    withSignature(input, Buffer.concat([signature.subarray(0, 32), twin])),
    `${token}=`,
    `${token}==`,
    ...[...alphabet].map((last) => `${token.slice(0, -1)}${last}`).filter((other) => other !== token),
  ];
}

function asText(part: unknown): string {
  return typeof part === 'string' ? part : JSON.stringify(part);
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function parse(part = ''): Json {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
}
