import { gzipSync } from 'node:zlib';
import type { GraphQLSchema } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { RegisterDocument, RequestPasswordResetDocument } from '../../../src/generated/client/operations.js';
import { type WatchedEngine, watchHashing } from '../../support/counting.js';
import { everyOperation, fittingVariables } from '../../support/every-operation.js';
import { newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { type RawAnswer, type RawRequest, sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

// Jest sets it, an operator may not: what is safe here must not be safe because of it.
delete process.env['NODE_ENV'];

const JSON_TYPE = { 'content-type': 'application/json' };
const ALIVE = '{"data":{"__typename":"Query"}}';

const schema: GraphQLSchema = await unansweredSchema();
let engine: WatchedEngine;
let service: TestService;
let person: Person;
let guess: string;

beforeAll(async () => {
  engine = await watchHashing();
  service = await startService({ env: { INTROSPECTION: 'off' }, edges: { hashingEngine: engine } });
  person = await registerPerson(service.client);
  guess = login(PASSWORD);
});

afterAll(() => service.stop());

beforeEach(() => engine.forget());

/** The login field as it stands in a document. */
const login = (password: string) =>
  `login(input: { usernameOrEmail: "${person.username}", password: "${password}" }) { tokenType }`;

const post = (body: string | Buffer, headers: RawRequest['headers'] = JSON_TYPE) =>
  sendRaw(service.client.url, { headers, body });

const document = (query: string, rest: object = {}) => post(JSON.stringify({ query, ...rest }));

const get = (parameters: Record<string, string>, headers: RawRequest['headers'] = {}) =>
  sendRaw(`${service.client.url}?${new URLSearchParams(parameters)}`, { method: 'GET', headers });

const codesIn = ({ text }: RawAnswer): string[] =>
  (JSON.parse(text).errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code);

async function expectAlive(): Promise<void> {
  expect((await document('{ __typename }')).text.trim()).toBe(ALIVE);
}

describe('a request that a browser sends across sites unasked', () => {
  it.each([
    ['text/plain'],
    ['text/plain; charset=utf-8'],
    ['text/plain;application/json'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/json/x'],
    ['application/graphql'],
    ['junk'],
    [';'],
    [''],
  ])('GT-1: runs nothing as %j', async (type) => {
    const body = JSON.stringify({ query: `mutation { ${guess} }` });
    const forms = [
      body,
      `query=${encodeURIComponent(`mutation { ${guess} }`)}`,
      `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${body}\r\n--x--`,
    ];
    for (const form of forms) {
      const { status } = await post(form, { 'content-type': type });
      expect(Math.floor(status / 100)).toBe(4);
    }
    expect(engine.verifications).toEqual([]);
  });

  it('GT-1: runs nothing without a content type', async () => {
    const { status } = await post(JSON.stringify({ query: `mutation { ${guess} }` }), {});
    expect(Math.floor(status / 100)).toBe(4);
    expect(engine.verifications).toEqual([]);
  });

  it('GT-1: runs no query over GET without a header that needs a preflight, and one with it', async () => {
    const query = '{ passwordPolicy { minLength } }';
    for (const headers of [{}, { 'content-type': 'text/plain' }, { accept: 'text/html' }])
      expect(Math.floor((await get({ query }, headers)).status / 100)).toBe(4);
    const { status, text } = await get({ query }, { 'apollo-require-preflight': '1' });
    expect([status, JSON.parse(text)]).toEqual([200, { data: { passwordPolicy: { minLength: 8 } } }]);
  });

  it('GT-1: runs no mutation over GET at all', async () => {
    const query = `mutation { ${guess} }`;
    const headers = { 'apollo-require-preflight': '1', ...JSON_TYPE };
    for (const parameters of [
      { query },
      { query: `${query} query Q { __typename }`, operationName: '' },
      { query: `mutation M { ${guess} } query Q { __typename }`, operationName: 'M' },
    ])
      expect([405, 400]).toContain((await get(parameters as Record<string, string>, headers)).status);
    expect((await get({ query }, headers)).status).toBe(405);
    expect(engine.verifications).toEqual([]);
  });

  it.each(['same-origin', 'none'])(
    'GT-1: changes nothing as a navigation (%s), with the cookie',
    async (site) => {
      const { refreshToken } = person.tokens;
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
      const cookie = `__Host-latchkey-refresh=${refreshToken}`;
      const query = 'mutation { refreshToken { accessToken } }';
      for (const mode of [{}, { 'latchkey-refresh-token': 'cookie' }, { 'apollo-require-preflight': '1' }]) {
        const answer = await get({ query }, { ...headers, ...mode, cookie });
        expect([Math.floor(answer.status / 100), answer.headers['set-cookie']]).toEqual([4, undefined]);
      }
      // A form of a page posts with an Origin, and as no content type that runs anything.
      const body = new URLSearchParams({ query }).toString();
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      expect(Math.floor((await post(body, { ...headers, ...type, cookie })).status / 100)).toBe(4);
      const { generation } = await service.database.session.findFirstOrThrow({
        where: { userId: person.tokens.user.id },
      });
      expect(generation).toBe(1);
    },
  );

  it.each(['HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'GT-1: runs nothing by %s',
    async (method) => {
      const { status } = await sendRaw(service.client.url, {
        method,
        headers: { ...JSON_TYPE, 'apollo-require-preflight': '1' },
        body:
          method === 'HEAD' || method === 'TRACE' ? '' : JSON.stringify({ query: `mutation { ${guess} }` }),
      });
      expect(method === 'TRACE' ? [404, 405] : [405]).toContain(status);
      expect(engine.verifications).toEqual([]);
    },
  );
});

describe('a mutation', () => {
  const guesses = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `a${index}: ${index === count - 2 ? guess : login('Wrong1!!')}`,
    );

  it.each<[string, () => string]>([
    ['two aliases', () => `mutation { ${guesses(2).join(' ')} }`],
    ['twelve aliases', () => `mutation { ${guesses(12).join(' ')} }`],
    ['a fragment', () => `mutation { ...F } fragment F on Mutation { ${guesses(12).join(' ')} }`],
    [
      'a fragment for each',
      () =>
        `mutation { ...F ...G } fragment F on Mutation { a: ${guess} } fragment G on Mutation { b: ${guess} }`,
    ],
    [
      'fragments in fragments',
      () =>
        `mutation { ...F } fragment F on Mutation { a: ${guess} ...G } fragment G on Mutation { b: ${guess} }`,
    ],
    ['a field and a fragment', () => `mutation { a: ${guess} ...F } fragment F on Mutation { b: ${guess} }`],
    ['inline fragments', () => `mutation { ... { ... on Mutation { ... { ${guesses(6).join(' ')} } } } }`],
    ['an inline fragment for each', () => `mutation { ... { a: ${guess} } ... on Mutation { b: ${guess} } }`],
    [
      'fields that are included',
      () => `mutation { a: ${guess} b: ${guess.replace(') {', ') @include(if: true) {')} }`,
    ],
    [
      'fields of which one is skipped',
      () => `mutation { a: ${guess} b: ${guess.replace(') {', ') @skip(if: true) {')} }`,
    ],
    ['a field between', () => `mutation { a: ${guess} __typename b: ${guess} }`],
    ['two kinds of mutation', () => `mutation { ${guess} logout { success } }`],
    ['a fragment used twice under two names', () => `mutation { a: ${guess} c: __typename d: ${guess} }`],
    ['@defer', () => `mutation { a: ${guess} ... @defer { b: ${guess} } }`],
  ])('RL-2: buys no second guess with %s', async (_name, write) => {
    const answer = await document(write());
    expect(answer.status).toBe(400);
    expect(codesIn(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED', ...codesIn(answer).slice(1)]);
    expect(engine.verifications).toEqual([]);
  });

  it('RL-2: buys no second guess by sixty operations in one document: the one that is named runs', async () => {
    const documents = Array.from({ length: 30 }, (_, index) => `mutation M${index} { ${guess} }`).join(' ');
    expect((await document(documents)).status).toBe(400);
    expect(engine.verifications).toHaveLength(0);
    expect((await document(documents, { operationName: 'M7' })).status).toBe(200);
    expect(engine.verifications).toHaveLength(1);
  });

  it('GT-4: is not run in a batch, and nothing else is', async () => {
    const one = { query: `mutation { ${guess} }` };
    for (const batch of [[one], [one, one], Array(100).fill(one), [], [[one]]]) {
      const answer = await post(JSON.stringify(batch));
      expect([answer.status, codesIn(answer)]).toEqual([400, ['BAD_REQUEST']]);
    }
    expect(engine.verifications).toEqual([]);
  });

  it('RL-2: stands alone, whichever it is', async () => {
    const mutations = everyOperation(schema).filter(({ kind }) => kind === 'mutation');
    const answers = await Promise.all(
      mutations.map(async ({ name, document: text, args }) => {
        const field = text.slice(text.indexOf('{') + 1, text.lastIndexOf('}'));
        const head = text.slice(0, text.indexOf('{'));
        const query = `${head} { a: ${field} ...F } fragment F on Mutation { b: ${field} }`;
        const { status } = await document(query, { variables: fittingVariables(args) });
        return [name, status];
      }),
    );
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(mutations.map(({ name }) => [name, 400])));
    expect([...engine.hashes, ...engine.verifications]).toEqual([]);
  });

  it('is run when it is alone: what was refused above was refused for its number', async () => {
    expect((await document(`mutation { ${login('Wrong1Word!!')} }`)).status).toBe(200);
    expect((await document(`mutation { ... { a: ${guess} __typename } }`)).status).toBe(200);
    expect(engine.verifications).toHaveLength(2);
  });
});

describe('a document', () => {
  const repeat = (count: number, write: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => write(index)).join(' ');
  const fragmentTree = (type: string, depth: number, leaf: string) =>
    `fragment F0 on ${type} { ${leaf} } ${repeat(depth, (index) => `fragment F${index + 1} on ${type} { ...F${index} ...F${index} }`)}`;

  /** Each within seconds on any machine, in a small answer: bounded long before it costs anything. */
  async function expectRefusedFast(send: () => Promise<RawAnswer>): Promise<RawAnswer> {
    const startedAt = performance.now();
    const answer = await send();
    const took = performance.now() - startedAt;
    expect(answer.status).toBe(400);
    expect(took).toBeLessThan(5000);
    expect(answer.text.length).toBeLessThan(2048);
    expect(answer.text).not.toMatch(/call stack|RangeError|stacktrace/i);
    await expectAlive();
    return answer;
  }

  it.each<[string, () => string]>([
    ['is nested 5000 deep', () => `${'{ me '.repeat(5000)}${'}'.repeat(5000)}`],
    ['is nested 5000 deep and not closed', () => '{ me '.repeat(5000)],
    ['is nested 400 deep', () => `${'{ me '.repeat(400)}{ id } ${'}'.repeat(400)}`],
    [
      'is nested 400 deep in inline fragments',
      () => `{ ${'... { '.repeat(240)} __typename ${'}'.repeat(241)}`,
    ],
    [
      'nests 1500 lists in a literal',
      () => `mutation { login(input: ${'['.repeat(1500)}${']'.repeat(1500)}) { tokenType } }`,
    ],
    [
      'nests 400 objects in a literal',
      () => `mutation { login(input: ${'{ a: '.repeat(300)}1${' }'.repeat(300)}) { tokenType } }`,
    ],
    ['nests 900 lists in a type', () => `query ($a: ${'['.repeat(450)}Int${']'.repeat(450)}) { __typename }`],
    ['names a field 1500 times', () => `{ ${repeat(1500, () => '__typename')} }`],
    ['has 101 aliases', () => `{ ${repeat(101, (index) => `a${index}: __typename`)} }`],
    ['has 31 aliases', () => `{ ${repeat(31, (index) => `a${index}: __typename`)} }`],
    ['has ten directives that do not exist', () => `{ __typename ${repeat(10, (index) => `@no${index}`)} }`],
    ['has 500 directives that do not exist', () => `{ __typename ${'@no '.repeat(400)} }`],
    ['repeats a directive', () => `{ __typename ${'@include(if: true) '.repeat(40)} }`],
    ['has 31 directives', () => `{ ${repeat(31, () => '__typename @include(if: true)')} }`],
    ['asks for 8000 fields that do not exist', () => `{ ${repeat(8000, (index) => `no${index}`)} }`],
    ['asks for 900 fields that do not exist', () => `{ ${repeat(900, (index) => `no${index}`)} }`],
    ['spreads a fragment in itself', () => '{ ...F } fragment F on Query { ...F }'],
    [
      'spreads fragments in a circle',
      () => '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }',
    ],
    [
      'spreads a fragment of a mutation in itself',
      () => 'mutation { ...F } fragment F on Mutation { ...F ...F }',
    ],
    [
      'spreads fragments of a mutation in a circle',
      () =>
        'mutation { ...F ...G } fragment F on Mutation { ...G ...G } fragment G on Mutation { ...F ...F }',
    ],
    ['spreads a fragment that is not there', () => '{ ...F }'],
    [
      'declares 300 variables that are not used',
      () => `query (${repeat(300, (index) => `$v${index}: Int`)}) { __typename }`,
    ],
    ['is 90 kB of spaces', () => ' '.repeat(90 * 1024)],
    ['is 90 kB of brackets', () => '{'.repeat(90 * 1024)],
    ['is 90 kB of a comment', () => `#${'x'.repeat(90 * 1024)}`],
    ['is 90 kB of a name', () => `{ ${'x'.repeat(90 * 1024)} }`],
    ['is 90 kB of an alias', () => `{ ${'x'.repeat(90 * 1024)}: nothing }`],
  ])('GT-2: that %s is refused before it costs anything', async (_name, write) => {
    await expectRefusedFast(() => document(write()));
  });

  it.each<[string, () => string]>([
    ['of a query', () => `{ ...F18 } ${fragmentTree('Query', 18, '__typename')}`],
    ['of a mutation', () => `mutation { ...F20 } ${fragmentTree('Mutation', 20, '__typename')}`],
    [
      'of a mutation that does something',
      () => `mutation { ...F20 } ${fragmentTree('Mutation', 20, 'logout { success }')}`,
    ],
    ['of a field', () => `{ passwordPolicy { ...F20 } } ${fragmentTree('PasswordPolicy', 20, 'minLength')}`],
  ])('GT-2: whose fragments double at each step, %s, is answered in no time', async (_name, write) => {
    const startedAt = performance.now();
    const { text } = await document(write());
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(text.length).toBeLessThan(2048);
    await expectAlive();
  });

  it.each([
    'subscription { me { id } }',
    'subscription S { nothing }',
    'query Q { __typename } subscription S { a }',
  ])(
    'GT-11, ER-1: of an operation that this schema does not have is its client’s mistake, and none of ours: %s',
    async (query) => {
      const before = service.log.lines.length;
      const answer = await document(query, /query/.test(query) ? { operationName: 'S' } : {});
      expect([answer.status, codesIn(answer)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
      const levels = service.log.lines.slice(before).map(({ level }) => level);
      expect(levels).not.toContain('error');
    },
  );

  it('GT-2: of more than a thousand words is not even read to its end', async () => {
    for (const query of [`{ ${'__typename '.repeat(1500)} }`, `{ ${repeat(8000, (index) => `no${index}`)} }`])
      expect(codesIn(await document(query))).toEqual(['GRAPHQL_PARSE_FAILED']);
  });

  it('GT-2: gets a small answer to ever so many mistakes in its variables', async () => {
    const query = 'mutation ($input: RegisterInput!) { register(input: $input) { tokenType } }';
    const many = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`no${index}`, index]));
    const mistakes: object[] = [
      { input: many },
      { input: Array(4000).fill({}) },
      { input: { email: Array(4000).fill(1) } },
    ];
    for (const variables of mistakes) await expectRefusedFast(() => document(query, { variables }));
    const declared = repeat(150, (index) => `$v${index}: Int!`);
    const used = repeat(25, (index) => `a${index}: passwordPolicy { minLength @include(if: $v${index}) }`);
    await expectRefusedFast(() => document(`query (${declared}) { ${used} }`));
  });

  it('GT-2: that a client of this service may well send is answered', async () => {
    const { text, status } = await document(
      `query ($yes: Boolean!) { ${repeat(20, (index) => `p${index}: passwordPolicy { ...P @include(if: $yes) }`)} }
       fragment P on PasswordPolicy { minLength maxLength minScore requiresDigit }`,
      { variables: { yes: true } },
    );
    expect([status, Object.keys(JSON.parse(text).data).length]).toEqual([200, 20]);
  });
});

describe('where introspection is off', () => {
  it.each([
    '{ __schema { types { name } } }',
    '{ __schema { queryType { name } } }',
    '{ __type(name: "User") { fields { name } } }',
    'query { ...F } fragment F on Query { __schema { mutationType { name } } }',
    'mutation { __schema { types { name } } }',
    // What a subgraph of a federation would answer: see tests/federation.
    '{ _service { sdl } }',
    '{ _entities(representations: []) { __typename } }',
  ])('GT-3: nothing is told of the schema by %s', async (query) => {
    const answer = await document(query);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/"types"|"fields"|RegisterInput|"data":\{/);
  });

  it('GT-3: a browser is shown no page', async () => {
    for (const path of ['/graphql', '/', '/sandbox', '/playground', '/graphiql', '/altair', '/voyager']) {
      const { status, headers, text } = await sendRaw(`${service.url}${path}`, {
        method: 'GET',
        headers: { accept: 'text/html,application/xhtml+xml' },
      });
      expect([path, Math.floor(status / 100)]).toEqual([path, 4]);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(text).not.toMatch(/<html|<script|sandbox|https?:/i);
    }
  });

  it.each([
    '{ mee { id } }',
    '{ passwordPolicie { minLength } }',
    '{ passwordPolicy { minLenght } }',
    'mutation { logn(input: {}) { tokenType } }',
    'mutation { login(inpt: {}) { tokenType } }',
    'mutation { login(input: { usernameOrEmial: "x", password: "y" }) { tokenType } }',
    'query ($v: RegistreInput) { me { id } }',
    '{ ... on Usr { id } }',
    '{ me { id @skp(if: true) } }',
    'query ($id: ID!) { me { id @include(if: $ident) } }',
  ])('GT-3: a misspelling gets no suggestion: %s', async (query) => {
    const { status, text } = await document(query);
    expect(status).toBe(400);
    expect(text).not.toMatch(/did you mean|suggest/i);
  });

  it('GT-3: a variable that is misspelt gets no suggestion', async () => {
    const query = 'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }';
    const { text } = await document(query, { variables: { input: { usernameOrEmial: 'x', password: 'y' } } });
    expect(text).not.toMatch(/did you mean/i);
  });

  it('GT-3: no mistake is answered with a stack or a path of ours', async () => {
    const answers = await Promise.all([
      post('{'),
      post('{"query": 7}'),
      post('{"query": "{ __typename }", "variables": "x"}'),
      post('{"query": "{ __typename }", "operationName": 7}'),
      post('{"query": "{ __typename }", "operationName": "No"}'),
      post('{"query": "{ __typename }", "extensions": 7}'),
      post('null'),
      post('"x"'),
      document('{'),
      document('{ me { id } }'),
      document('mutation { login(input: { usernameOrEmail: "x", password: "y" }) { tokenType } }'),
      get({ query: '{', variables: '{' }, { 'apollo-require-preflight': '1' }),
      get({ query: '{ __typename }', variables: '{' }, { 'apollo-require-preflight': '1' }),
    ]);
    for (const { text, status } of answers) {
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(/stack|node_modules|\.js:\d|\.ts:\d|\/src\/|file:|at \w+ \(/i);
      expect(() => JSON.parse(text)).not.toThrow();
    }
  });
});

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
    'a refusal': () => document('{ me { id } }'),
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

describe('a body', () => {
  const submit = (password: string) =>
    JSON.stringify({
      query: 'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }',
      variables: { input: { usernameOrEmail: 'x', password } },
    });

  it('DO-2: of more than 100 kB is not read to its end', async () => {
    for (const size of [101 * 1024, 1024 * 1024]) {
      const answer = await post(submit('x'.repeat(size)));
      expect([answer.status, codesIn(answer)]).toEqual([413, ['BAD_REQUEST']]);
    }
    expect(engine.verifications).toEqual([]);
    await expectAlive();
  });

  it('DO-2: that does not say how long it is may not be longer either', async () => {
    const body = submit('x'.repeat(200 * 1024));
    const { status } = await post(body, { ...JSON_TYPE, 'transfer-encoding': 'chunked' });
    expect(status).toBe(413);
  });

  it('DO-2: is not inflated', async () => {
    const body = gzipSync(submit('x'.repeat(5 * 1024 * 1024)));
    expect(body.length).toBeLessThan(10 * 1024);
    const { status } = await post(body, { ...JSON_TYPE, 'content-encoding': 'gzip' });
    expect(Math.floor(status / 100)).toBe(4);
    expect(engine.verifications).toEqual([]);
  });

  const QUERY = '"query":"mutation ($input: LoginInput!) { login(input: $input) { tokenType } }"';
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  it.each<[string, () => string | Buffer]>([
    ['the same key twice', () => '{"query":"{ nothing }","query":"{ __typename }"}'],
    ['__proto__ in its variables', () => `{${QUERY},"variables":{"__proto__":{"isAdmin":true},"input":{}}}`],
    ['__proto__ in its input', () => `{${QUERY},"variables":{"input":{"__proto__":{"isAdmin":true}}}}`],
    ['__proto__ at the top', () => `{"__proto__":{"isAdmin":true},"query":"{ __typename }"}`],
    ['an escaped __proto__', () => `{${QUERY},"variables":{"\\u005f_proto__":{"isAdmin":true}}}`],
    ['constructor.prototype', () => `{${QUERY},"variables":{"constructor":{"prototype":{"isAdmin":true}}}}`],
    ['variables nested 8000 deep', () => `{${QUERY},"variables":{"input":${nested(8000)}}}`],
    [
      'variables nested 8000 deep in a text',
      () => `{${QUERY},"variables":{"input":{"password":${nested(8000)}}}}`,
    ],
    [
      'lists nested 30000 deep',
      () => `{${QUERY},"variables":{"input":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`,
    ],
    ['a byte order mark', () => '\ufeff{"query":"{ __typename }"}'],
    ['something after its end', () => '{"query":"{ __typename }"}x'],
    ['two documents', () => '{"query":"{ __typename }"}{"query":"{ __typename }"}'],
    ['UTF-16', () => Buffer.from('{"query":"{ __typename }"}', 'utf16le')],
    ['bytes that are no UTF-8', () => Buffer.from('7b227175657279223a22ff227d', 'hex')],
    ['a NUL in its document', () => '{"query":"{ __typename \\u0000 }"}'],
    ['a number that is none', () => `{${QUERY},"variables":{"input":{"password":1e999}}}`],
    ['a query that is an object', () => '{"query":{"toString":"x"}}'],
    [
      'an operation named like a method',
      () => '{"query":"query A { __typename } query B { __typename }","operationName":"constructor"}',
    ],
    ['extensions that are deep', () => `{"query":"{ __typename }","extensions":${nested(8000)}}`],
  ])('GT-12: with %s pollutes nothing and breaks nothing', async (_name, write) => {
    const { status, text } = await post(write());
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/INTERNAL_SERVER_ERROR|call stack/);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    await expectAlive();
  });
});
