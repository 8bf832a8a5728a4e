import { createAuthClient } from '../../../src/packages/client/index.js';
import { type ClientEnvironment, openEnvironment, signedIn } from './client-environment.js';

let environment: ClientEnvironment;
let user: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  environment = await openEnvironment();
  user = await signedIn(environment);
});
afterAll(() => environment.stop());

describe('an operation of one’s own', () => {
  const ME = 'me { email }';
  it.each<[string, string, string?]>([
    ['a variable', `query Who($accessToken: String = "x") { ${ME} alike: me @skip(if: true) { id } }`],
    ['a comment', `# accessToken of login\n{ ${ME} }`],
    ['a string', `query ($a: [String!] = ["accessToken", """login { accessToken \\""" }"""]) { ${ME} }`],
    ['an alias', `{ ${ME} accessToken: me { login: id } }`],
    ['an alias of a root field', `{ passwordPolicy: me { email } }`],
    ['a fragment', `fragment accessToken on Query { ${ME} } query { ...accessToken }`],
    [
      'a fragment of a fragment',
      `{ ...login } fragment login on Query { ...on Query { ...F } } fragment F on Query { ${ME} }`,
    ],
    ['fields that need no token', `{ passwordPolicy { minLength } ... @include(if: true) { ${ME} } }`],
    ['another operation', `query A { ${ME} } mutation B { login(input: {}) { accessToken } }`, 'A'],
    ['another operation before', `query B { passwordPolicy { minLength } } query A { ${ME} }`, 'A'],
  ])(
    'goes with the user’s token, whatever %s of it is called',
    async (_what, ...[document, operationName]) => {
      const { auth, email } = user;
      // Whether the service takes the document shows in its answer; how it was sent, in the header.
      const answer = await auth
        .request(document, {}, operationName ? { operationName } : {})
        .catch(() => null);
      expect(environment.front.lastHeaders.authorization).toMatch(/^Bearer /);
      if (answer !== null) expect(JSON.stringify(answer)).toContain(email);
    },
  );

  it.each<[string, string, string?]>([
    ['a field that is open', '{ me: passwordPolicy { minLength } }'],
    ['fragments of such', 'query { ...F } fragment F on Query { passwordPolicy { minLength } }'],
    [
      'an operation that is not asked for',
      'query A { passwordPolicy { minLength } } query B { me { id } }',
      'A',
    ],
  ])('goes without one for %s', async (_what, ...[document, operationName]) => {
    const { auth } = user;
    await auth.request(document, {}, operationName ? { operationName } : {});
    expect(environment.front.lastHeaders.authorization).toBeUndefined();
  });

  it('keeps the session that it opens under an alias, in a fragment, and beside other operations', async () => {
    const { email, password } = user;
    const document = `
      query Other { me { email } }
      fragment In on Mutation { __typename signIn: login(input: $input) { accessToken expiresIn refreshToken } }
      mutation Mine($input: LoginInput!) { ...In }`;
    const auth = createAuthClient({ url: environment.front.url });
    await auth.request(document, { input: { usernameOrEmail: email, password } }, { operationName: 'Mine' });
    expect((await auth.me())?.email).toBe(email);
  });
});
