import { readConfig } from '../../../src/app/config.js';
import { type RawAnswer, sendOperation, sendRaw } from '../../support/raw-http.js';
import { PUBLIC_URL, startService, type TestService } from '../../support/service.js';

const APP = 'https://app.example.com';
const LOCAL = 'http://localhost:3000';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { CORS_ORIGINS: `${APP}, ${LOCAL}/` } });
});
afterAll(() => service.stop());

const preflight = (origin: string, { path = '/graphql', method = 'POST' } = {}) =>
  sendRaw(`${service.url}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'content-type,latchkey-refresh-token',
    },
  });
const operation = (origin: string) => sendOperation(service.client.url, '{ __typename }', {}, { origin });

const permissions = ({ headers }: RawAnswer) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));

describe('a page of an origin that is allowed', () => {
  it.each([APP, LOCAL])('HH-1: may ask and read, with the cookie: %s', async (origin) => {
    const asked = await preflight(origin);
    expect([asked.status, asked.text]).toEqual([204, '']);
    expect(permissions(asked)).toEqual({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers':
        'accept-language, apollo-require-preflight, authorization, content-type, latchkey-captcha, latchkey-refresh-token',
      'access-control-max-age': '600',
    });
    const answer = await operation(origin);
    expect(JSON.parse(answer.text)).toEqual({ data: { __typename: 'Query' } });
    expect(permissions(answer)).toEqual({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
    });
    for (const { headers } of [asked, answer]) expect(headers['vary']).toBe('Origin');
  });

  it('HH-1: may read why it was refused', async () => {
    const headers = { origin: APP, 'content-type': 'application/json' };
    for (const body of ['{', JSON.stringify({ query: 'x'.repeat(200 * 1024) }), '{"query":"{ nothing }"}'])
      expect(permissions(await sendRaw(service.client.url, { headers, body }))).toMatchObject({
        'access-control-allow-origin': APP,
      });
  });

  it('HH-1: is let to no other address', async () => {
    const documents = ['/.well-known/jwks.json', '/.well-known/openid-configuration'];
    for (const path of ['/healthz', '/readyz', ...documents, '/nothing', '/', '/graphql/x']) {
      const asked = await preflight(APP, { path, method: 'GET' });
      const got = await sendRaw(`${service.url}${path}`, { method: 'GET', headers: { origin: APP } });
      expect([path, permissions(asked), permissions(got)]).toEqual([path, {}, {}]);
      // Load balancers ask for health by OPTIONS.
      expect(asked.status).toBe(path.endsWith('z') ? 200 : 404);
    }
  });

  it('GT-1: that asks for no preflight by OPTIONS is told which methods there are', async () => {
    const { status, headers } = await sendRaw(service.client.url, {
      method: 'OPTIONS',
      headers: { origin: APP },
    });
    expect([status, headers['allow']]).toEqual([405, 'GET, POST']);
  });
});

describe('a page of any other origin', () => {
  it.each([
    'https://evil.example',
    'null',
    '*',
    `${APP}.evil.example`,
    'https://evilapp.example.com',
    'https://app.example.com.',
    'https://sub.app.example.com',
    'https://example.com',
    'http://app.example.com',
    'https://app.example.com:8443',
    'https://app.example.com/',
    'https://APP.example.com',
    `${APP}, ${APP}`,
    `${APP} https://evil.example`,
    'http://localhost:3001',
    'http://localhost',
    'http://127.0.0.1:3000',
    PUBLIC_URL,
  ])('HH-1: is told nothing: %s', async (origin) => {
    const asked = await preflight(origin);
    const answer = await operation(origin);
    for (const one of [asked, answer]) {
      expect(permissions(one)).toEqual({});
      expect(one.headers['vary']).toBe('Origin');
    }
    expect([asked.status, JSON.parse(asked.text).errors[0].extensions.code]).toEqual([405, 'BAD_REQUEST']);
  });

  it('HH-1: is kept apart by caches also from requests without one', async () => {
    const { headers } = await sendOperation(service.client.url, '{ __typename }', {});
    expect(headers['vary']).toBe('Origin');
  });
});

describe('CORS_ORIGINS', () => {
  const read = (value: string) => readConfig({ CORS_ORIGINS: value }).corsOrigins;

  it('allows nobody unless it is set', () => {
    expect(readConfig({}).corsOrigins).toEqual([]);
  });

  it('takes origins as browsers write them', () => {
    expect(read('https://App.Example.com:443/, http://localhost:3000,https://app.example.com')).toEqual([
      'https://app.example.com',
      'http://localhost:3000',
    ]);
  });

  it.each([
    '*',
    'null',
    'https://*.example.com',
    'https://*',
    'app.example.com',
    '//app.example.com',
    'https://app.example.com/app',
    'https://app.example.com/?x',
    'https://app.example.com#',
    'https://user@app.example.com',
    'file:///app',
    'chrome-extension://abc',
    'https://app.example.com,',
    'https://app.example.com https://admin.example.com',
  ])('HH-1: refuses %s', (value) => {
    expect(() => read(value)).toThrow(/CORS_ORIGINS must be origins such as https:\/\/app\.example\.com/);
  });
});
