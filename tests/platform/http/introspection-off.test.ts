import { sendRaw } from '../../support/raw-http.js';
import { document, get, post, service } from './transport-environment.js';

describe('where introspection is off', () => {
  it.each([
    '{ __schema { types { name } } }',
    '{ __schema { queryType { name } } }',
    '{ __type(name: "User") { fields { name } } }',
    'query { ...F } fragment F on Query { __schema { mutationType { name } } }',
    'mutation { __schema { types { name } } }',
    // What a subgraph of a federation would answer: see tests/integrations/federation.
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
  ])('GT-3, GT-5: a misspelling gets no suggestion: %s', async (query) => {
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
