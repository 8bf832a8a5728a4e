import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify } from 'jose';
import { claimsOf } from '../../support/forgery.js';
import { registerPerson } from '../../support/people.js';
import { sendRaw } from '../../support/raw-http.js';
import { PUBLIC_URL, startService, type TestService } from '../../support/service.js';
import { jwks } from './keys.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

describe('/.well-known/jwks.json', () => {
  it('JWT-10: shows public members alone, each key named by its thumbprint', async () => {
    const { keys } = await jwks(service);
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
      expect(key).toMatchObject({ alg: 'ES256', crv: 'P-256', kty: 'EC', use: 'sig' });
      expect(await calculateJwkThumbprint(key)).toBe(key.kid);
    }
  });

  it('JWT-10: lets another implementation check a live token, and tell the kinds apart', async () => {
    const { tokens } = await registerPerson(service.client);
    const keys = createLocalJWKSet(await jwks(service));
    const rules = { issuer: PUBLIC_URL, audience: PUBLIC_URL, typ: 'at+jwt', algorithms: ['ES256'] };
    const { payload } = await jwtVerify(tokens.accessToken, keys, {
      ...rules,
      currentDate: service.clock.now(),
    });
    expect(payload).toEqual(claimsOf(tokens.accessToken));
    // Not even without a rule for types or algorithms.
    await expect(
      jwtVerify(tokens.refreshToken, keys, { issuer: PUBLIC_URL, audience: PUBLIC_URL }),
    ).rejects.toThrow();
  });

  it('JWT-10: is a short-lived JWK Set, read by GET alone', async () => {
    const url = `${service.url}/.well-known/jwks.json`;
    const { status, headers } = await fetch(url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/jwk-set\+json/);
    expect(Number(/^public, max-age=(\d+)$/.exec(headers.get('cache-control') ?? '')?.[1])).toBeLessThan(
      3600,
    );
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await sendRaw(url, { method })).status).toBeGreaterThanOrEqual(404);
  });
});
