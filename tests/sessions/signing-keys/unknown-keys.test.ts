import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { deriveKeys } from '../../../src/app/registers.js';
import { Duration } from '../../../src/core/duration.js';
import { StartupError } from '../../../src/core/errors.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { PUBLISHED_AHEAD } from '../../../src/sessions/signing-keys/key-life.js';
import { newSigningKey } from '../../platform/database/rows.js';
import { claimsOf, forge, headerOf, openSigningKey } from '../../support/forgery.js';
import { logIn, registerPerson } from '../../support/people.js';
import type { TestService } from '../../support/service.js';
import { type Environment, kidOf, me, openEnvironment } from './keys.js';

let environment: Environment;
let one: TestService;
let other: TestService;
/** How often the other instance has read the table of keys. */
let looks = 0;
let isAway = false;

beforeAll(async () => {
  environment = await openEnvironment();
  one = await environment.start();
  other = await environment.start({}, { database: watched() });
  // Its own looks would be counted too.
  await other.signing.keyRing.stop();
}, 120_000);
afterAll(() => environment.close());

function watched() {
  const client = environment.database.$extends({
    query: {
      signingKey: {
        findMany: ({ args, query }) => {
          looks += 1;
          if (isAway) throw new Error('away');
          return query(args);
        },
      },
    },
  });
  const rows = environment.database.rows;
  const watching = Object.assign(client, { rows }) as unknown as typeof environment.database;
  return { ...environment.opened, client: watching, close: async () => undefined };
}

/** A good token but for its key, which nobody has. */
async function withMadeUpKey(token: string): Promise<string> {
  const { privateKey } = await openSigningKey(environment.database, environment.authSecret, kidOf(token));
  return forge(
    privateKey,
    { ...headerOf(token), kid: randomBytes(32).toString('base64url') },
    claimsOf(token),
  );
}

describe('a token of a key that this instance has not read yet', () => {
  it('JWT-7: is accepted after a look into the table, which costs one query for all that ask at once', async () => {
    const person = await registerPerson(one.client);
    const next = await one.signing.signingKeys.rotate();
    await one.signing.keyRing.reload();
    environment.clock.advance(PUBLISHED_AHEAD);
    const { accessToken } = await logIn(one.client, person);
    expect(kidOf(accessToken)).toBe(next);
    looks = 0;
    const answers = await Promise.all(Array.from({ length: 16 }, () => me(other, accessToken)));
    expect(answers).toEqual(Array(16).fill(''));
    expect(looks).toBe(1);
  });

  it('JWT-7: fails closed when there is no such key, and a flood of them makes one look a second', async () => {
    const { tokens } = await registerPerson(one.client);
    const flood = await Promise.all(Array.from({ length: 40 }, () => withMadeUpKey(tokens.accessToken)));
    environment.clock.advance(Duration.seconds(2));
    looks = 0;
    const startedAt = environment.clock.now().getTime();
    for (const token of flood) expect(await me(other, token)).toBe('TOKEN_INVALID');
    const seconds = (environment.clock.now().getTime() - startedAt) / 1000;
    expect(looks).toBeGreaterThanOrEqual(1);
    expect(looks).toBeLessThanOrEqual(1 + Math.ceil(seconds));
    expect(await me(other, tokens.accessToken)).toBe('');
  });

  it('is called bad by nobody who cannot know: where the look failed, the next who asks looks again', async () => {
    const person = await registerPerson(one.client);
    await one.signing.signingKeys.rotate();
    await one.signing.keyRing.reload();
    environment.clock.advance(PUBLISHED_AHEAD);
    const { accessToken } = await logIn(one.client, person);
    isAway = true;
    expect(await me(other, accessToken)).toBe('INTERNAL_SERVER_ERROR');
    isAway = false;
    expect(await me(other, accessToken)).toBe('');
  });

  it('JWT-7: makes no look at all when its name is no thumbprint', async () => {
    const { tokens } = await registerPerson(one.client);
    const { privateKey } = await openSigningKey(
      environment.database,
      environment.authSecret,
      kidOf(tokens.accessToken),
    );
    environment.clock.advance(Duration.seconds(2));
    looks = 0;
    for (const kid of ['x', '../../dev/null', '__proto__', 'a'.repeat(3000), null, 7]) {
      const token = forge(privateKey, { ...headerOf(tokens.accessToken), kid }, claimsOf(tokens.accessToken));
      expect(await me(other, token)).toBe('TOKEN_INVALID');
    }
    expect(looks).toBe(0);
  });
});

describe('a table of keys', () => {
  it('JWT-7: with a row that is not what it says starts nothing', async () => {
    const own = await openEnvironment();
    const { kid } = await openSigningKey((await own.start()).database, own.authSecret);
    const { signingKey } = own.database;
    await signingKey.update({ where: { kid }, data: { algorithm: 'RS256' } });
    await expect(own.start()).rejects.toThrow('AUTH_SECRET is not the secret');
    await signingKey.update({ where: { kid }, data: { algorithm: 'ES256', kid: 'x'.repeat(43) } });
    await expect(own.start()).rejects.toThrow('AUTH_SECRET is not the secret');
    await own.close();
  });

  it.each<[string, string, KeyObject]>([
    ['an RSA key of 2048 bits', 'RS256', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
    ['another curve', 'ES256', generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey],
    [
      'an algorithm that is not offered',
      'PS256',
      generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey,
    ],
  ])('CK-6: with %s starts nothing, though all else is right', async (_name, algorithm, privateKey) => {
    const own = await openEnvironment();
    const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }) as JWK & Record<string, string>;
    const kid = await calculateJwkThumbprint(publicKey);
    const der = privateKey.export({ type: 'pkcs8', format: 'der' });
    const sealedPrivateKey = deriveKeys(own.authSecret, systemRandomness).signingKeys.encrypt(der, kid);
    const weak = newSigningKey({ kid, algorithm, publicKey, sealedPrivateKey });
    await own.database.signingKey.create({ data: weak });
    await expect(own.start()).rejects.toThrow(StartupError);
    await own.close();
  });
});
