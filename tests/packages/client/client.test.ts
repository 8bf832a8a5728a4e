import { getNamedType, parse } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { operationDeclarations } from '../../../src/app/registers.js';
import { operations } from '../../../src/generated/client/operations.js';
import {
  AuthError,
  createAuthClient,
  type Session,
  type TokenStorage,
} from '../../../src/packages/client/index.js';
import { needOf } from '../../../src/packages/client/need.js';
import { repeatsAPart } from '../../support/canary.js';
import { newcomer, PASSWORD } from '../../support/people.js';
import { type ClientEnvironment, failureOf, openEnvironment, signedIn } from './client-environment.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

const client = () => createAuthClient({ url: environment.front.url });

const schema = await unansweredSchema();

describe('the client', () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  );

  it('has a method for every operation of the schema', () => {
    const asked = operations.flatMap((document) =>
      parse(document).definitions.flatMap((definition) =>
        definition.kind === 'OperationDefinition'
          ? definition.selectionSet.selections.map((field) =>
              field.kind === 'Field' ? field.name.value : '',
            )
          : [],
      ),
    );
    expect(fields.filter((field) => !asked.includes(field))).toEqual([]);
    const auth = client();
    const names = operations.map((document) => /^\w+ (\w+)/.exec(document)?.[1] ?? '');
    const methods = names.map((name) => `${name[0]?.toLowerCase()}${name.slice(1)}`);
    expect(methods.filter((name) => typeof auth[name as 'me'] !== 'function')).toEqual([]);
  });

  it('sends no token where the service reads none, and one where the operation needs it', () => {
    const declared = (token: string) =>
      fields.filter((field) => operationDeclarations[field]?.token === token).sort();
    const sent = (...needs: string[]) => fields.filter((field) => needs.includes(needOf([field]))).sort();
    expect(sent('nothing', 'opens a session')).toEqual(declared('never'));
    expect(sent('token if any')).toEqual(declared('optional'));
    expect(sent('token')).toEqual(declared('required'));
    expect(declared('never').length).toBeGreaterThan(5);
  });

  it('knows which operations open a session', () => {
    const opening = Object.values(schema.getMutationType()?.getFields() ?? {})
      .filter(({ type }) => getNamedType(type).name === 'AuthPayload')
      .map(({ name }) => name);
    expect(opening.length).toBeGreaterThan(2);
    expect(fields.filter((field) => needOf([field]) === 'opens a session').sort()).toEqual(opening.sort());
  });

  it('registers, asks, and is signed out by a logout that ends the session', async () => {
    const auth = client();
    const input = newcomer();
    const { user } = await auth.register(input);
    expect(user).toMatchObject({ username: input.username, role: 'USER', balance: '0.00' });
    expect(await auth.me()).toEqual(user);
    const sessions = (await auth.mySessions())?.sessions ?? [];
    expect(sessions).toMatchObject([{ current: true }]);
    const token = await auth.getAccessToken();
    expect(await auth.logout()).toMatchObject({ success: true });
    expect(await auth.getAccessToken()).toBeNull();
    expect(await auth.me()).toBeNull();
    const again = createAuthClient({ url: environment.front.url, storage: holding(token ?? '') });
    expect((await failureOf(again.me())).code).toBe('TOKEN_INVALID');
  });

  it('passes a single variable as it is, and several as an object', async () => {
    const { auth, email, password } = await signedIn(environment);
    const other = client();
    await other.login({ usernameOrEmail: email, password });
    const sessions = (await auth.mySessions())?.sessions ?? [];
    const [foreign] = sessions.filter(({ current }) => !current);
    expect(await auth.revokeSession({ sessionId: foreign?.id ?? '' })).toMatchObject({
      success: true,
      sessionId: foreign?.id,
    });
    const events = await auth.auditEvents({ first: 1, filter: { types: ['SESSION_REVOKED'] } });
    expect(events.nodes).toMatchObject([{ type: 'SESSION_REVOKED', outcome: 'SUCCESS' }]);
    expect((await auth.auditEvents()).nodes.length).toBeGreaterThan(1);
  });

  it('sends the token with a mailed link, and asks for no other one if the link is dead', async () => {
    const { auth, signedOut, email } = await signedIn(environment);
    const token = await environment.service.mailbox.token(email, 1, 'verify-email');
    expect((await auth.verifyEmail({ token })).user).toMatchObject({ email, emailVerified: true });
    environment.front.forget();
    const failure = await failureOf(auth.verifyEmail({ token: 'x'.repeat(43) }));
    expect([failure.code, failure.reason]).toEqual(['TOKEN_INVALID', 'deadLink']);
    expect([environment.front.seen, signedOut()]).toEqual([['VerifyEmail'], 0]);
  });

  it('opens a mailed link without a token once the session is over', async () => {
    const { auth, email, id } = await signedIn(environment);
    const token = await environment.service.mailbox.token(email, 1, 'verify-email');
    await environment.service.database.session.deleteMany({ where: { userId: id } });
    expect((await failureOf(auth.me())).code).toBe('TOKEN_INVALID');
    expect(await auth.verifyEmail({ token })).toMatchObject({ success: true, user: null });
  });

  it('sends an operation of one’s own, and keeps the session that it opens', async () => {
    const { email } = await signedIn(environment);
    const auth = client();
    const document = `mutation Short($input: LoginInput!) { login(input: $input) { accessToken refreshToken expiresIn } }`;
    await auth.request(document, { input: { usernameOrEmail: email, password: PASSWORD } });
    expect(await auth.request('{ me { email } }')).toEqual({ me: { email } });
  });

  it('is over for whoever has deleted the account', async () => {
    const { auth, signedOut, password } = await signedIn(environment);
    await auth.deleteAccount({ password });
    expect([await auth.getAccessToken(), signedOut()]).toEqual([null, 1]);
  });
});

describe('an AuthError', () => {
  it('says what the service says of it: code, status, request, fields', async () => {
    const error = await failureOf(client().register({ ...newcomer(), username: 'a b', password: 'short' }));
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({
      name: 'AuthError',
      code: 'BAD_USER_INPUT',
      message: 'The input is not valid',
      status: 400,
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(error.fields).toContainEqual({
      field: 'username',
      rule: 'matches',
      message: expect.any(String),
    });
  });

  it('says until when an account is suspended', async () => {
    const { auth, signedOut, id } = await signedIn(environment);
    const until = new Date(Date.now() + 3_600_000);
    await environment.service.database.user.update({
      where: { id },
      data: { status: 'SUSPENDED', suspendedUntil: until },
    });
    const error = await failureOf(auth.me());
    expect([error.code, error.until]).toEqual(['ACCOUNT_SUSPENDED', until.toISOString()]);
    expect([signedOut(), await auth.getAccessToken()]).toEqual([1, null]);
  });

  it('says whether a registration that needs a verified address has made the account', async () => {
    const strict = await openEnvironment({ REQUIRE_VERIFIED_EMAIL: 'on' });
    const auth = createAuthClient({ url: strict.front.url });
    const { username, email, password } = newcomer();
    const error = await failureOf(auth.register({ username, email, password }));
    expect([error.code, error.status, error.registered]).toEqual(['EMAIL_NOT_VERIFIED', 403, true]);
    const refused = await failureOf(auth.login({ usernameOrEmail: email, password }));
    expect([refused.code, refused.registered]).toEqual(['EMAIL_NOT_VERIFIED', false]);
    expect(await auth.getAccessToken()).toBeNull();
    const token = await strict.service.mailbox.token(email, 1, 'verify-email');
    await auth.verifyEmail({ token });
    expect((await auth.login({ usernameOrEmail: email, password })).user.emailVerified).toBe(true);
    await strict.stop();
  });

  it.each([
    { errors: { detail: 'of a gateway' } },
    { errors: 'of a gateway' },
    { errors: [null] },
    { errors: [{ message: 'of a gateway', extensions: {} }] },
    { errors: [{ message: 'of a gateway', extensions: { code: 502 } }] },
    { message: 'of a gateway' },
    [],
  ])('is what an answer is told by that is none of the service’s: %j', async (answer) => {
    const { auth, signedOut } = await signedIn(environment);
    environment.front.disturb('Me', { answer, status: 502 });
    const error = await failureOf(auth.me());
    expect([error.code, error.status, signedOut()]).toEqual(['NETWORK_ERROR', 502, 0]);
  });

  it('comes from a browser without AbortSignal.timeout as well', async () => {
    const { timeout } = AbortSignal;
    Reflect.deleteProperty(AbortSignal, 'timeout');
    try {
      const { auth, email } = await signedIn(environment);
      expect((await auth.me())?.email).toBe(email);
      await auth.logout();
      expect(await auth.me()).toBeNull();
    } finally {
      Object.assign(AbortSignal, { timeout });
    }
  });

  it('ER-1: repeats nothing that was sent, whatever fails', async () => {
    const password = 'Zq-very-secret-Password-9!';
    const login = { usernameOrEmail: 'nobody@example.com', password };
    const nowhere = createAuthClient({ url: 'http://127.0.0.1:1/graphql' });
    const elsewhere = createAuthClient({ url: `${environment.front.origin}/healthz` });
    const errors = await Promise.all([
      failureOf(client().login(login)),
      failureOf(nowhere.login(login)),
      failureOf(elsewhere.login(login)),
      failureOf(client().request('mutation { nonsense', login)),
    ]);
    expect(errors.map(({ code }) => code)).toEqual([
      'INVALID_CREDENTIALS',
      'NETWORK_ERROR',
      'BAD_REQUEST',
      'GRAPHQL_PARSE_FAILED',
    ]);
    for (const error of errors) {
      const text = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
      expect(repeatsAPart(text, password)).toBe(false);
    }
  });
});

describe('a storage', () => {
  it('may be one’s own, with answers that take time: a session outlives the client', async () => {
    let kept: Session | null = null;
    const storage: TokenStorage = {
      read: async () => kept,
      write: async (_name, session) => {
        kept = session;
      },
    };
    const { email } = await signedIn(environment, { storage });
    const later = createAuthClient({ url: environment.front.url, storage });
    expect((await later.me())?.email).toBe(email);
    await later.logout();
    expect(kept).toBeNull();
  });
});

/** A storage that holds an access token and nothing to refresh it with. */
function holding(accessToken: string): TokenStorage {
  return {
    read: () => ({ accessToken, refreshToken: 'x', freshUntil: Date.now() + 60_000 }),
    write: () => undefined,
  };
}
