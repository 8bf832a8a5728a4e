import { type DocumentNode, parse, print } from 'graphql';
import type { TypedDocument } from '../../../src/packages/client/index.js';
import { type ClientEnvironment, openEnvironment, signedIn } from './client-environment.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

type Typed<Result, Variables> = DocumentNode & { __apiType?: (variables: Variables) => Result };
const TEXT = `query Newest($first: Int!) { auditEvents(first: $first) { nodes { ...Kind } } me { email } }
  fragment Kind on AuditEvent { type }`;
type Newest = Typed<{ auditEvents: { nodes: { type: string }[] }; me: { email: string } }, { first: number }>;

describe('a parsed document', () => {
  it('is sent by the text that it keeps, as that of gql, with its types', async () => {
    const { auth, email } = await signedIn(environment);
    const { me, auditEvents } = await auth.request(parse(TEXT) as Newest, { first: 1 });
    expect([me.email, auditEvents.nodes]).toEqual([email, [{ type: 'LOGGED_IN' }]]);
    expect(environment.front.lastHeaders.authorization).toMatch(/^Bearer /);
  });

  it('without a text, as that of a code generator, is printed by the function that the client is given', async () => {
    const { auth, email } = await signedIn(environment, { print });
    const { me } = await auth.request(withoutText(TEXT) as Newest, { first: 1 });
    expect(me.email).toBe(email);
  });

  it('without either is refused with what to do about it', async () => {
    const { auth } = await signedIn(environment);
    await expect(auth.request(withoutText(TEXT) as Newest, { first: 1 })).rejects.toThrow(
      new TypeError(
        'A parsed document without text needs the option print: createAuthClient({ print }) with print of graphql',
      ),
    );
    expect(environment.front.seen).toEqual([]);
  });

  it('opens a session, and needs no token, as the same text does', async () => {
    const { auth, email, password } = await signedIn(environment, { print });
    const login: TypedDocument<unknown, object> = withoutText(
      'mutation In($input: LoginInput!) { login(input: $input) { accessToken refreshToken expiresIn } }',
    );
    await auth.logout();
    await auth.request(login, { input: { usernameOrEmail: email, password } });
    expect(environment.front.lastHeaders.authorization).toBeUndefined();
    expect((await auth.me())?.email).toBe(email);
  });
});

function withoutText(text: string): DocumentNode {
  return JSON.parse(JSON.stringify(parse(text, { noLocation: true })));
}
