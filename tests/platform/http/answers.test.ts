import { RegisterDocument, RequestPasswordResetDocument } from '../../../src/generated/client/operations.js';
import { newcomer } from '../../support/people.js';
import { type RawAnswer, sendRaw } from '../../support/raw-http.js';
import {
  codesIn,
  document,
  expectAlive,
  get,
  guess,
  JSON_TYPE,
  post,
  service,
} from './transport-environment.js';

describe('an answer', () => {
  const REFUSED: Readonly<Record<string, () => Promise<RawAnswer>>> = {
    'bad JSON': () => post('{"query":'),
    'a body that is no object': () => post('7'),
    'no body': () => post(''),
    'a body that is too large': () => post(JSON.stringify({ query: 'x'.repeat(200 * 1024) })),
    'a content type that is none of ours': () => post('<x/>', { 'content-type': 'application/xml' }),
    'an unknown address': () => sendRaw(`${service.url}/nothing`, { method: 'GET' }),
    'an unknown address, posted to': () =>
      sendRaw(`${service.url}/nothing`, { headers: JSON_TYPE, body: '{}' }),
    'another method': () => sendRaw(service.client.url, { method: 'PUT', headers: JSON_TYPE, body: '{}' }),
    'a document that is not valid': () => document('{ nothing }'),
    'a document that cannot be read': () => document('{'),
    'a mutation over GET': () => get({ query: `mutation { ${guess} }` }, { 'apollo-require-preflight': '1' }),
    'a refusal': () => document('{ serviceKeys { id } }'),
    'an address with a bad escape': () => sendRaw(`${service.url}/%`, { method: 'GET' }),
  };

  it.each(Object.keys(REFUSED))('GT-6: to %s is JSON in the shape of GraphQL', async (name) => {
    const answer = await REFUSED[name]?.();
    const { errors } = JSON.parse(answer?.text ?? '');
    expect(answer?.headers['content-type']).toMatch(/^application\/(graphql-response\+)?json/);
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.any(String),
        extensions: expect.objectContaining({
          code: expect.any(String),
          status: expect.any(Number),
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        }),
      }),
    ]);
  });

  it('GT-6: tells in its body the status that it has, where a request never became GraphQL', async () => {
    const unacceptable = () => post('{"query":"{ __typename }"}', { ...JSON_TYPE, accept: 'image/png' });
    const told: Record<string, unknown> = {};
    for (const [name, send] of Object.entries({ ...REFUSED, 'who accepts no answer': unacceptable })) {
      const { status, text } = await send();
      const { code, status: said } = JSON.parse(text).errors[0].extensions;
      if (code === 'BAD_REQUEST') told[name] = [status, said];
    }
    for (const [status, said] of Object.values(told) as [number, number][]) expect(said).toBe(status);
    expect(told).toMatchObject({ 'a mutation over GET': [405, 405], 'who accepts no answer': [406, 406] });
  });

  it('GT-6: is taken for what it says it is, by every browser', async () => {
    const sniffed: string[] = [];
    for (const [name, send] of Object.entries({
      ...REFUSED,
      'what succeeds': () => document('{ __typename }'),
    }))
      if ((await send()).headers['x-content-type-options'] !== 'nosniff') sniffed.push(name);
    expect(sniffed).toEqual([]);
  });

  it.each([
    ['400', '{"query":', JSON_TYPE],
    ['413', JSON.stringify({ query: 'x'.repeat(200 * 1024) }), JSON_TYPE],
    ['415', '<x/>', { 'content-type': 'application/xml' }],
  ])('GT-6: has status %s where that is due', async (status, body, headers) => {
    expect((await post(body, headers)).status).toBe(Number(status));
  });

  it.each<[string, Record<string, string>]>([
    ['two', { host: 'latchkey.test, evil.example' }],
    ['a space', { host: 'latchkey .test' }],
    ['a port that is none', { host: 'latchkey.test:99999' }],
    ['half an address', { host: '[::1' }],
    ['nothing', { host: '' }],
    ['markup', { host: '<x>' }],
  ])('GT-6: to a Host of %s is no unexpected error', async (_name, host) => {
    expect((await post('{"query":"{ __typename }"}', { ...JSON_TYPE, ...host })).status).toBeLessThan(500);
    await expectAlive();
  });

  it('GT-8: to a persisted query is that there is no such thing', async () => {
    const sha256Hash = 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38';
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const answers = [
      await post(JSON.stringify({ extensions })),
      await post(JSON.stringify({ extensions, query: '{ __typename }' })),
      await get({ extensions: JSON.stringify(extensions) }, { 'apollo-require-preflight': '1' }),
    ];
    for (const answer of answers) expect(codesIn(answer)).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
  });

  const ORIGINS = [
    'https://evil.example',
    'null',
    'http://latchkey.test.evil.example',
    'https://sub.latchkey.test',
    'http://latchkey.test',
    'http://localhost:3000',
    '*',
  ];
  it.each(ORIGINS)(
    'HH-1: lets no page of %s read it where none is configured, and sets no cookie unasked',
    async (origin) => {
      const preflight = await sendRaw(service.client.url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,authorization',
        },
      });
      const actual = await post(JSON.stringify({ query: `mutation { ${guess} }` }), { ...JSON_TYPE, origin });
      for (const { headers } of [preflight, actual]) {
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
        expect(headers['set-cookie']).toBeUndefined();
      }
      expect(Math.floor(preflight.status / 100)).toBe(4);
    },
  );

  it('HH-2: with tokens is kept by no cache, and has no tag to ask again by', async () => {
    const { client } = service;
    const { headers } = await client.ask(RegisterDocument, { input: newcomer() });
    expect([headers.get('cache-control'), headers.get('etag')]).toEqual(['no-store', null]);
    const refused = await client.ask(RequestPasswordResetDocument, { input: { email: 'x' } });
    expect(refused.headers.get('cache-control')).toBe('no-store');
    for (const request of [document(`mutation { ${guess} }`), document('{ me { id } }'), document('{')])
      expect((await request).headers['cache-control']).toBe('no-store');
  });

  it('HH-4: names no software', async () => {
    const answers = [
      await document('{ __typename }'),
      await sendRaw(`${service.url}/nothing`, { method: 'GET' }),
      await sendRaw(`${service.url}/healthz`, { method: 'GET' }),
      await sendRaw(`${service.url}/.well-known/jwks.json`, { method: 'GET' }),
      await post('{'),
    ];
    for (const { headers, text } of answers) {
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['server']).toBeUndefined();
      expect(`${JSON.stringify(headers)}${text}`).not.toMatch(/fastify|apollo|express|node\.js|FST_/i);
    }
  });

  it('HH-6: there is nothing at the addresses that a scanner tries', async () => {
    for (const path of [
      '/.git/config',
      '/package.json',
      '/data/secret',
      '/.env',
      '/debug',
      '/../package.json',
    ])
      expect((await sendRaw(`${service.url}${path}`, { method: 'GET' })).status).toBe(404);
    const { text } = await sendRaw(`${service.url}/healthz`, { method: 'GET' });
    expect(Object.keys(JSON.parse(text)).sort()).toEqual(['status', 'version']);
  });
});
