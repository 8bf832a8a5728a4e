import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../../src/app/config.js';
import { operations } from '../../../src/generated/client/operations.js';
import { createAuthClient } from '../../../src/packages/client/index.js';
import { canary, repeatsAPart } from '../../support/canary.js';
import { newFolder } from '../../support/database.js';
import { newcomer, registerPerson } from '../../support/people.js';
import { sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

const OWN = 'query Own{me{username}}';
const OTHER = 'query Other{passwordPolicy{minLength}}';
const TWO = 'query One{passwordPolicy{minLength}} query Two{passwordPolicy{maxLength}}';
const REFUSED = 'PERSISTED_QUERY_NOT_FOUND';

const folder = newFolder();
const file = (name: string, content: unknown) => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** What `preset: client` makes of an operation with `documentMode: string` and `persistedDocuments`. */
class GeneratedDocument extends String {
  constructor(
    text: string,
    readonly __meta__: { hash: string },
  ) {
    super(text);
  }
}

let service: TestService;
beforeAll(async () => {
  const manifest = {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: [{ id: 'of-apollo', body: OTHER, name: 'Other', type: 'query' }],
  };
  const files = ['sdk', file('own.json', { 'of-mine': OWN, two: TWO }), file('apollo.json', manifest)];
  service = await startService({ env: { TRUSTED_DOCUMENTS: files.join(', ') } });
});
afterAll(() => service.stop());

const post = (body: unknown, headers: Record<string, string> = {}) =>
  sendRaw(service.client.url, {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const get = (search: string) =>
  sendRaw(`${service.client.url}?${search}`, { method: 'GET', headers: { 'apollo-require-preflight': '1' } });
const codeOf = ({ text }: { text: string }) => JSON.parse(text).errors?.[0]?.extensions?.code ?? 'answered';

describe('a service with TRUSTED_DOCUMENTS', () => {
  it.each(['texts', 'ids'] as const)('answers the client, which sends %s', async (documents) => {
    const auth = createAuthClient({ url: service.client.url, documents });
    const { user } = await auth.register(newcomer());
    expect((await auth.me())?.id).toBe(user.id);
    await auth.refreshToken();
    expect((await auth.auditEvents({ first: 1 })).nodes).toHaveLength(1);
    expect(await auth.logout()).toMatchObject({ success: true });
  });

  it('knows every operation of the client', async () => {
    const codes = await Promise.all(operations.map(async (query) => codeOf(await post({ query }))));
    expect(codes).toHaveLength(operations.length);
    expect(codes).not.toContain(REFUSED);
  });

  it('answers documents of one’s own by id, in each way that clients say it, and by text', async () => {
    const { tokens, username } = await registerPerson(service.client);
    const bearer = { authorization: `Bearer ${tokens.accessToken}` };
    for (const body of [
      { documentId: 'of-mine' },
      { documentId: 'sha256:of-mine', query: OWN },
      { query: OWN },
    ])
      expect(JSON.parse((await post(body, bearer)).text)).toEqual({ data: { me: { username } } });
    const byApollo = { extensions: { persistedQuery: { version: 1, sha256Hash: 'of-apollo' } } };
    for (const body of [byApollo, { documentId: 'of-apollo', extensions: null }, { query: OTHER }])
      expect(JSON.parse((await post(body)).text)).toEqual({ data: { passwordPolicy: { minLength: 8 } } });
    expect(codeOf(await get(`query=${encodeURIComponent(OTHER)}`))).toBe('answered');
  });

  it('answers what a generator has given an id, though it words the text otherwise', async () => {
    const auth = createAuthClient({ url: service.client.url, documents: 'ids' });
    const { user } = await auth.register(newcomer());
    const document = new GeneratedDocument('query Own {\n  me {\n    username\n  }\n}', { hash: 'of-mine' });
    expect(await auth.request(document)).toEqual({ me: { username: user.username } });
  });

  it('lets a document hold several operations, of which the client names one', async () => {
    expect(JSON.parse((await post({ documentId: 'two', operationName: 'Two' })).text)).toEqual({
      data: { passwordPolicy: { maxLength: 128 } },
    });
  });

  it('is asked whether it lives like any other', async () => {
    expect(codeOf(await get('query=%7B__typename%7D'))).toBe('answered');
    expect(codeOf(await post({ query: '{ __typename }' }))).toBe('answered');
  });

  it.each<[string, unknown]>([
    ['another text', { query: '{ me { id } }' }],
    ['a text with one sign more', { query: `${OWN} ` }],
    ['what is not GraphQL at all', { query: '{{{{' }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['an id that it does not know', { documentId: 'unknown' }],
    ['an id of what every object has', { documentId: 'constructor' }],
    ['an id beside another text', { documentId: 'of-mine', query: OTHER }],
    ['an id that is no text', { documentId: ['of-mine', 'x'] }],
    ['an id that cannot become a text', { documentId: { toString: 1, valueOf: 1 } }],
    ['an id that looks like one as a text', { documentId: ['of-mine'] }],
    ['an unknown id, the way of Apollo', { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
    ['a text that is no text', { query: [OWN] }],
    ['nothing', {}],
    ['several at once', [{ query: OWN }]],
    ['null', null],
  ])('GT-8: refuses %s before it is parsed', async (_name, body) => {
    const answer = await post(body);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      400,
      {
        errors: [
          {
            message: 'The service executes only trusted documents, and this document is not one of them',
            extensions: { code: REFUSED, status: 400, requestId: expect.any(String) },
          },
        ],
      },
    ]);
  });

  it('refuses the same over GET, however it is written', async () => {
    const trusted = encodeURIComponent(OTHER);
    for (const search of [
      'query=%7Bme%7Bid%7D%7D',
      '%71uery=%7Bme%7Bid%7D%7D',
      `query=${trusted}&query=%7Bme%7Bid%7D%7D`,
      `query=%7Bme%7Bid%7D%7D&query=${trusted}`,
      'query=',
    ])
      expect(codeOf(await get(search))).toBe(REFUSED);
    for (const search of ['documentId=of-apollo', 'variables={}', ''])
      expect(codeOf(await get(search))).toBe('BAD_REQUEST');
  });

  it('ER-1: repeats nothing of what it refuses, neither to the client nor to the log', async () => {
    const secret = canary();
    const answer = await post({ query: `mutation { login(password: "${secret}") }`, documentId: secret });
    expect(repeatsAPart(answer.text, secret)).toBe(false);
    expect(repeatsAPart(service.log.text, secret)).toBe(false);
  });
});

describe('a service without TRUSTED_DOCUMENTS', () => {
  it('answers any text, and knows no id', async () => {
    const open = await startService();
    expect(codeOf(await open.client.raw('{ passwordPolicy { maxLength } }'))).toBe('answered');
    const auth = createAuthClient({ url: open.client.url, documents: 'ids' });
    await expect(auth.passwordPolicy()).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await open.stop();
  });
});

describe('TRUSTED_DOCUMENTS', () => {
  it.each<[string, () => string]>([
    ['a file that is not there', () => `sdk,${join(folder, 'none.json')}`],
    ['a file that is no JSON', () => file('broken.json', '{')],
    ['a file that holds no documents', () => file('list.json', ['query', 1])],
    ['a file that holds nothing', () => file('empty.json', {})],
    ['a list with a gap', () => 'sdk,,'],
    ['what was meant to be a switch', () => 'on'],
  ])('is refused with %s', (_name, setting) => {
    const read = () => readConfig({ TRUSTED_DOCUMENTS: setting() });
    expect(read).toThrow(/TRUSTED_DOCUMENTS must be off, or JSON files/);
  });
});
