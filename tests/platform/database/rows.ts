import { randomBytes, randomUUID } from 'node:crypto';
import type { Prisma } from '../../../src/platform/database/client.js';

/** A user whom nothing else of the test shares a name with. */
export function newUser(changes: Partial<Prisma.UserCreateInput>) {
  const name = randomBytes(6).toString('hex');
  const names = { username: name, usernameKey: name, email: name, emailKey: name, referralCode: name };
  return { id: randomUUID(), ...names, languageCode: 'en', createdAt: new Date(), ...changes };
}

let keys = 0;

/** No two keys begin to sign at the same time. */
export function newSigningKey(changes: Partial<Prisma.SigningKeyCreateInput>) {
  const kid = randomBytes(6).toString('hex');
  const bytes = { publicKey: {}, sealedPrivateKey: new Uint8Array(1) };
  const times = {
    createdAt: new Date(),
    signsFrom: new Date(keys++),
    accessTokenLife: 1,
    refreshTokenLife: 1,
  };
  return { kid, algorithm: 'ES256', ...bytes, ...times, ...changes };
}
