import { randomBytes } from 'node:crypto';
import { readConfig } from '../../../src/app/config.js';
import { sendOperation } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

const APP = 'https://app.example.com';

describe('pages of this machine, on a first start', () => {
  let local: TestService;
  beforeAll(async () => {
    local = await startService({ env: { PUBLIC_URL: 'http://localhost:4000' } });
  });
  afterAll(() => local.stop());
  const allowed = async (origin: string) =>
    (await sendOperation(local.client.url, '{ __typename }', {}, { origin })).headers[
      'access-control-allow-origin'
    ];

  it.each(['http://localhost:5173', 'http://localhost', 'http://127.0.0.1:3000', 'http://[::1]:8080'])(
    'may use the service, and the cookie: %s',
    async (origin) => {
      expect(await allowed(origin)).toBe(origin);
      const { status } = await sendOperation(
        local.client.url,
        '{ __typename }',
        {},
        {
          origin,
          'latchkey-refresh-token': 'cookie',
        },
      );
      expect(status).toBe(200);
    },
  );

  it.each([
    'https://localhost:5173',
    'http://localhost.evil.example',
    'http://evil.example:4000',
    'http://app.localhost:5173',
    'http://localhost:5173.evil.example',
    'http://user@localhost:5173',
    'http://127.0.0.2:3000',
    'http://127.0.0.1.evil.example',
    'http://[::2]:3000',
    'http://2130706433',
    'null',
  ])('HH-1: are no others: %s', async (origin) => {
    expect(await allowed(origin)).toBeUndefined();
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['nothing is set', {}, true],
    ['the port is free', { PORT: '0' }, true],
    ['there is a list', { CORS_ORIGINS: APP }, false],
    ['others can reach the address', { PUBLIC_URL: 'https://auth.example.com' }, false],
    [
      'the database is PostgreSQL',
      { DATABASE_URL: 'postgresql://db.example.com/latchkey', AUTH_SECRET: randomBytes(32).toString('hex') },
      false,
    ],
  ])('where %s: the configuration says so', (_when, env, isAllowed) => {
    expect(readConfig(env).localPages).toBe(isAllowed);
  });
});
