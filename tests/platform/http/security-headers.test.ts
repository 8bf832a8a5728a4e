import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { securityHeaders } from '../../../src/platform/http/security-headers.js';
import { type RawAnswer, sendOperation, sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

const APP = 'https://app.example.com';

let service: TestService;
beforeAll(async () => {
  service = await startService({
    env: { PUBLIC_URL: 'https://latchkey.test', INTROSPECTION: 'on', CORS_ORIGINS: APP },
  });
});
afterAll(() => service.stop());

const JSON_TYPE = { 'content-type': 'application/json' };
const get = (path: string, headers = {}) => sendRaw(`${service.url}${path}`, { method: 'GET', headers });
const post = (body: string, headers = {}) =>
  sendRaw(service.client.url, { headers: { ...JSON_TYPE, ...headers }, body });
const by = (method: string, path = '/graphql', headers = {}) =>
  sendRaw(`${service.url}${path}`, { method, headers });
const page = () => get('/graphql', { accept: 'text/html' });
const jwks = () => get('/.well-known/jwks.json');
const configuration = () => get('/.well-known/openid-configuration');
const PUBLIC = { 'cache-control': 'public, max-age=300', 'cross-origin-resource-policy': 'cross-origin' };

/** What the server says to bytes that are no request; the socket is closed after it. */
function sayToSocket(bytes: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const [status = '', ...lines] = head.split('\r\n');
      const headers: Record<string, string> = {};
      for (const line of lines) {
        const [name = '', value = ''] = line.split(/: (.*)/);
        headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
      }
      resolve({ status: Number(status.split(' ')[1]), headers, text: body });
    });
  });
}

/** Every kind of answer there is, by who gives it. */
const ANSWERS: Readonly<Record<string, () => Promise<RawAnswer>>> = {
  'a result': () => sendOperation(service.client.url, '{ __typename }', {}),
  'a refusal': () => sendOperation(service.client.url, '{ me { id } }', {}),
  'a result over GET': () => get('/graphql?query={__typename}', { 'apollo-require-preflight': '1' }),
  'a document that does not fit': () => sendOperation(service.client.url, '{ nothing }', {}),
  'a request that a browser sends unasked': () => get('/graphql?query={__typename}'),
  'bad JSON': () => post('{'),
  'a body that is too large': () => post(JSON.stringify({ query: 'x'.repeat(200 * 1024) })),
  'another content type': () => post('<x/>', { 'content-type': 'application/xml' }),
  'another method': () => by('PUT'),
  HEAD: () => by('HEAD'),
  TRACE: () => by('TRACE'),
  'a preflight': () => by('OPTIONS', '/graphql', { origin: APP, 'access-control-request-method': 'POST' }),
  'a preflight of nobody': () =>
    by('OPTIONS', '/graphql', { origin: 'null', 'access-control-request-method': 'POST' }),
  'cookie mode of another site': () => post('{}', { 'latchkey-refresh-token': 'cookie' }),
  'no cookie mode': () => post('{}', { 'latchkey-refresh-token': 'yes' }),
  'an unknown address': () => get('/nothing'),
  'OPTIONS of an unknown address': () => by('OPTIONS', '/nothing', { origin: APP }),
  'an address that cannot be read': () => get('/%'),
  'a Host that is none': () => get('/healthz', { host: '<x>' }),
  'an expectation that nobody knows': () => post('{"query":"{ __typename }"}', { expect: 'the worst' }),
  'a readiness check': () => get('/readyz'),
  'a health check': () => get('/healthz'),
  'a browser from a provider for which nothing is under way': () => get('/sign-in/google/callback?state=x'),
  'a form of a provider for which nothing is under way': () =>
    sendRaw(`${service.url}/sign-in/apple/callback`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'state=x',
    }),
  'a form that is too large': () =>
    sendRaw(`${service.url}/sign-in/apple/callback`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'x'.repeat(17 * 1024),
    }),
  'the signing keys': jwks,
  'the configuration for verifiers': configuration,
  'the explorer': page,
  'the page of the Sandbox': () => get('/graphql/sandbox'),
  'no Host at all': () => sayToSocket('GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n'),
  'no HTTP': () => sayToSocket('HELLO\r\n\r\n'),
  'headers that are too large': () => sayToSocket(`GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`),
};

/** No script but those of the page, by their digests. */
const ONLY_ITS_SCRIPTS =
  /^default-src 'none'; script-src( 'sha256-[A-Za-z0-9+/=]{44}'){2}; [^,]*frame-ancestors 'none'/;

const DATA = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  'strict-transport-security': 'max-age=31536000',
};

describe('every answer', () => {
  // A header that came twice would be joined by a comma, and differ.
  it.each(Object.keys(ANSWERS))('HH-2, HH-3: has each header once: %s', async (name) => {
    const answer = await ANSWERS[name]?.();
    const expected = {
      'the signing keys': { ...DATA, ...PUBLIC },
      'the configuration for verifiers': { ...DATA, ...PUBLIC },
      'the explorer': { ...DATA, 'content-security-policy': expect.stringMatching(ONLY_ITS_SCRIPTS) },
      'the page of the Sandbox': {
        ...DATA,
        'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src/),
      },
    }[name];
    expect(answer?.headers).toMatchObject(expected ?? DATA);
  });

  it.each(Object.keys(ANSWERS))('HH-2, HH-4: has no tag, and names no software: %s', async (name) => {
    const { headers = {}, text = '' } = (await ANSWERS[name]?.()) ?? {};
    for (const telling of ['etag', 'server', 'x-powered-by', 'via']) expect(headers[telling]).toBeUndefined();
    if (name !== 'the explorer')
      expect(`${JSON.stringify(headers)}${text}`).not.toMatch(/fastify|node\.js|FST_|HPE_|ERR_/i);
  });

  it('HH-3: holds browsers to https only where the service has it', () => {
    expect(securityHeaders('http://localhost:4000')).not.toHaveProperty('strict-transport-security');
  });
});

describe('what is no GraphQL', () => {
  it('GT-6: is answered in its shape, even before it is a request', async () => {
    for (const [bytes, status] of [
      ['HELLO\r\n\r\n', 400],
      ['POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n', 400],
      ['GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ] as const) {
      const answer = await sayToSocket(bytes);
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.text)).toEqual({
        errors: [
          {
            message: expect.any(String),
            extensions: { code: 'BAD_REQUEST', status, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
          },
        ],
      });
    }
  });

  it('HH-5: TRACE is refused, and repeats nothing', async () => {
    for (const path of ['/graphql', '/', '/healthz']) {
      const { status, text } = await by('TRACE', path, { authorization: 'Bearer secret-of-mine' });
      expect(status).toBeGreaterThanOrEqual(404);
      expect(text).not.toContain('secret-of-mine');
    }
  });

  it('HH-5: nobody is led from http to https: a secret that was sent in the clear must not seem to work', async () => {
    const answers = await Promise.all([
      post('{"query":"{ __typename }"}'),
      get('/'),
      get('/graphql'),
      page(),
    ]);
    for (const { status, headers } of answers) {
      expect(Math.floor(status / 100)).not.toBe(3);
      expect(headers['location']).toBeUndefined();
    }
  });

  it('HH-6: health says no more than it must', async () => {
    const [alive, ready] = [await get('/healthz'), await get('/readyz')];
    const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(JSON.parse(alive.text)).toEqual({ status: 'ok', version });
    expect(JSON.parse(ready.text)).toEqual({ status: 'ready' });
  });

  it.each(['/graphql', '/', '/subscriptions'])('GT-11: no WebSocket is opened at %s', async (path) => {
    const { status, headers } = await get(path, {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-protocol': 'graphql-transport-ws',
    });
    expect(Math.floor(status / 100)).toBe(4);
    expect(headers['upgrade']).toBeUndefined();
  });
});
