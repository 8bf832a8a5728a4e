import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify } from 'jose';
import { Duration } from '../../../src/core/duration.js';
import { PUBLISHED_AHEAD } from '../../../src/sessions/signing-keys/key-life.js';
import { claimsOf, forge, headerOf, openSigningKey } from '../../support/forgery.js';
import { logIn, registerPerson } from '../../support/people.js';
import { PUBLIC_URL, type TestService } from '../../support/service.js';
import {
  type Environment,
  jwks,
  keyEvents,
  kidOf,
  listed,
  me,
  refresh,
  until,
  withOwnEnvironment,
} from './keys.js';

let environment: Environment;
let service: TestService;
withOwnEnvironment(async (own) => {
  environment = own;
  service = await environment.start();
});

const hours = (count: number) => Duration.minutes(60 * count);
const states = async () => (await service.signing.signingKeys.list()).map(({ state }) => state);

describe('the next signing key', () => {
  it('CK-2: is published before it signs, and the one before verifies until its last token has expired', async () => {
    const { signing, database } = service;
    const { clock, authSecret } = environment;
    const person = await registerPerson(service.client);
    const old = kidOf(person.tokens.accessToken) ?? '';
    const next = await signing.signingKeys.rotate();
    await signing.keyRing.reload();
    expect(await listed(service)).toEqual([next, old]);
    expect(kidOf((await logIn(service.client, person)).accessToken)).toBe(old);

    clock.advance(PUBLISHED_AHEAD);
    const session = await logIn(service.client, person);
    expect(kidOf(session.accessToken)).toBe(next);
    expect(await listed(service)).toEqual([next, old]);
    expect(await me(service, person.tokens.accessToken)).toBe('');

    const { privateKey } = await openSigningKey(database, authSecret, old);
    const living = await logIn(service.client, person);
    const claims = {
      ...claimsOf(living.accessToken),
      exp: Math.floor(hours(9999).after(clock.now()).getTime() / 1000),
    };
    const forged = forge(privateKey, { ...headerOf(living.accessToken), kid: old }, claims);
    expect(await me(service, forged)).toBe('');
    clock.advance(Duration.minutes(17));
    expect(await me(service, forged)).toBe('TOKEN_INVALID');
    expect(await listed(service)).toEqual([next]);
    // The session goes on: its refresh token has a key of its own.
    expect(await refresh(service, person.tokens.refreshToken)).toBe('');
    expect(await states()).toEqual(['over', 'signing']);

    await service.housekeeping.sweep();
    expect(await states()).toEqual(['signing']);
    expect(await database.signingKey.count()).toBe(1);
    expect(await keyEvents(service)).toEqual([`signing_key_rotated ${next} because of command nobody`]);
    expect(service.log.text).toContain('signing_key_rotated');
  });

  it('CK-2: is made by time: in time to be published, and not before', async () => {
    const { signing } = service;
    const { clock } = environment;
    const [first] = await listed(service);
    clock.advance(Duration.minutes(90 * 24 * 60 - 11));
    await signing.signingKeys.rotateIfDue();
    expect(await states()).toEqual(['signing']);
    clock.advance(Duration.minutes(1));
    await until(async () => (await states()).includes('published'));
    for (let look = 0; look < 3; look++) await signing.signingKeys.rotateIfDue();
    expect(await states()).toEqual(['signing', 'published']);
    const [next] = (await signing.signingKeys.list()).slice(-1);
    expect(next?.signsFrom.getTime()).toBeGreaterThanOrEqual(
      PUBLISHED_AHEAD.after(clock.now()).getTime() - 60_000,
    );
    expect(await keyEvents(service)).toEqual([`signing_key_rotated ${next?.kid} because of age nobody`]);
    await signing.keyRing.reload();
    expect(await listed(service)).toEqual([next?.kid, first]);
  }, 120_000);

  it('CK-6: is of another algorithm when that was changed, and each key verifies by its own alone', async () => {
    const { clock, authSecret } = environment;
    const person = await registerPerson(service.client);
    const rsa = await environment.start({ SIGNING_ALGORITHM: 'RS256' });
    clock.advance(PUBLISHED_AHEAD);
    const { accessToken, refreshToken } = await logIn(rsa.client, person);
    expect(headerOf(accessToken)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect([await me(rsa, accessToken), await me(rsa, person.tokens.accessToken)]).toEqual(['', '']);
    expect(headerOf(refreshToken)).toMatchObject({ alg: 'HS256', kid: kidOf(person.tokens.refreshToken) });
    // The other instance has not seen the key, and asks for it.
    expect(await me(service, accessToken)).toBe('');

    const set = await jwks(rsa);
    const [newest] = set.keys;
    expect(Object.keys(newest ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    expect(Buffer.from(newest?.n ?? '', 'base64url').length * 8).toBeGreaterThanOrEqual(3072);
    for (const key of set.keys) expect(await calculateJwkThumbprint(key)).toBe(key.kid);
    const rules = { issuer: PUBLIC_URL, audience: PUBLIC_URL, typ: 'at+jwt', currentDate: clock.now() };
    await jwtVerify(accessToken, createLocalJWKSet(set), { ...rules, algorithms: ['RS256'] });

    const own = await openSigningKey(service.database, authSecret, kidOf(person.tokens.accessToken));
    const header = headerOf(person.tokens.accessToken);
    const claims = claimsOf(person.tokens.accessToken);
    const confused = [
      forge(own.privateKey, { ...header, kid: kidOf(accessToken) }, claims),
      forge(own.privateKey, { ...header, alg: 'RS256' }, claims),
      forge(own.privateKey, { ...header, alg: 'RS256', kid: kidOf(accessToken) }, claims),
    ];
    for (const token of confused) expect(await me(rsa, token)).toBe('TOKEN_INVALID');
    expect(await keyEvents(service)).toEqual([expect.stringContaining('because of algorithm')]);
  }, 120_000);
});
