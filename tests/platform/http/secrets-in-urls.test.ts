import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { secretQueries } from '../../../src/platform/graphql/secret-queries.js';
import { everyOperation, fittingVariables } from '../../support/every-operation.js';
import { sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

const schema = await unansweredSchema();
const queries = everyOperation(schema).filter(({ name }) => secretQueries(schema).includes(name));

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

function get(query: string, variables: object = {}) {
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  return sendRaw(`${service.client.url}?${parameters}`, {
    method: 'GET',
    headers: { 'apollo-require-preflight': '1' },
  });
}

describe('a query that takes a secret', () => {
  it.each(queries.map((query) => [query.name, query] as const))(
    'LOG-8: is refused over GET: %s',
    async (_name, { document, args }) => {
      const { status, headers, text } = await get(document, fittingVariables(args));
      expect([status, headers['allow']]).toEqual([405, 'POST']);
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    },
  );

  it('LOG-8: is refused over GET under an alias, in a fragment and beside another field', async () => {
    const field = 'passwordResetLink(input: { token: "x" }) { valid }';
    for (const document of [
      `{ a: ${field} }`,
      `{ ...F } fragment F on Query { ${field} }`,
      `{ passwordPolicy { minLength } ${field} }`,
    ])
      expect((await get(document)).status).toBe(405);
  });

  it('leaves GET to the others', async () => {
    expect((await get('{ passwordPolicy { minLength } }')).status).toBe(200);
  });
});
