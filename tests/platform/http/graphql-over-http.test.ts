import { getIntrospectionQuery } from 'graphql';
import { serverAudits } from 'graphql-http';
import { sendOperation } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { INTROSPECTION: 'on' } });
});
afterAll(() => service.stop());

type Remarks = Readonly<Record<string, 'error' | 'warn' | 'notice'>>;

/**
 * A refused document is answered with 400 to clients that accept `application/json` alone. The specification would like
 * 200, for old clients that read no body of a 400; here every client learns by the status that nothing ran.
 */
const REFUSED_WITH_400: Remarks = {
  '572B': 'warn', // cannot be parsed
  FDE2: 'warn', // does not fit the schema
  '7B9B': 'warn', // variables do not fit
};
/** GET without a header that needs a preflight is refused: a page of any site could send it (GT-1). */
const REFUSED_AS_CSRF: Remarks = {
  '5A70': 'notice', // a query
  '6A70': 'notice', // variables, accepting application/json
  D6D5: 'notice', // variables, accepting application/graphql-response+json
};
const BY_BROWSER: typeof fetch = (url, init) => fetch(url, init);
const BY_CLIENT: typeof fetch = (url, init) =>
  fetch(url, { ...init, headers: { ...init?.headers, 'apollo-require-preflight': '1' } });

describe('GraphQL over HTTP', () => {
  it.each([
    ['with the header of a client that asks before', BY_CLIENT, REFUSED_WITH_400],
    ['without it', BY_BROWSER, { ...REFUSED_WITH_400, ...REFUSED_AS_CSRF }],
  ])('GT-7: passes every audit but for those that are named, %s', async (_name, fetchFn, accepted) => {
    const audits = serverAudits({ url: service.client.url, fetchFn });
    expect(audits.length).toBeGreaterThan(50);
    const results = await Promise.all(audits.map(({ fn }) => fn()));
    const remarks = results.filter(({ status }) => status !== 'ok').map(({ id, status }) => [id, status]);
    expect(Object.fromEntries(remarks)).toEqual(accepted);
  });
});

describe('the selections of a document, once its fragments are expanded,', () => {
  it('GT-2: are counted before one is run: 2^18 in a few lines are refused at once', async () => {
    const tree = Array.from(
      { length: 18 },
      (_, index) => `fragment F${index + 1} on PasswordPolicy { ...F${index} ...F${index} }`,
    ).join(' ');
    const query = `{ passwordPolicy { ...F18 } } fragment F0 on PasswordPolicy { minLength } ${tree}`;
    const startedAt = performance.now();
    const { status, text } = await sendOperation(service.client.url, query, {});
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(text.length).toBeLessThan(500);
  });

  it('GT-2: are far fewer in the introspection that tools ask for', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    const { status, text } = await sendOperation(service.client.url, query, {});
    expect([status, Object.keys(JSON.parse(text).data.__schema)]).toEqual([
      200,
      expect.arrayContaining(['types', 'directives']),
    ]);
  });
});
