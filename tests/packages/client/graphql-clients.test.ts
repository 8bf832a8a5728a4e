import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, createRequest, fetchExchange } from '@urql/core';
import { Duration } from '../../../src/core/duration.js';
import { createAuthLink } from '../../../src/packages/client/apollo.js';
import { type AuthClient, createAuthClient } from '../../../src/packages/client/index.js';
import { createAuthExchange } from '../../../src/packages/client/urql.js';
import { pause, times } from '../../support/outcomes.js';
import { describeEmbedded } from '../../support/process.js';
import { type ClientEnvironment, openEnvironment, signedIn } from './client-environment.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

const ME = gql`query Who { me { email } }`;

type Ask = () => Promise<{ email: string | undefined; error: string | undefined }>;

function askByApollo(auth: AuthClient): Ask {
  const client = new ApolloClient({
    link: ApolloLink.from([createAuthLink(auth), new HttpLink({ uri: environment.front.url })]),
    cache: new InMemoryCache(),
    queryDeduplication: false,
  });
  return async () => {
    const { data, error } = await client.query<{ me: { email: string } }>({
      query: ME,
      fetchPolicy: 'no-cache',
      errorPolicy: 'all',
      context: { headers: { 'x-own': '1' } },
    });
    return { email: data?.me?.email, error: error?.message };
  };
}

function urqlOf(auth: AuthClient): Client {
  return new Client({
    url: environment.front.url,
    exchanges: [createAuthExchange(auth), fetchExchange],
    requestPolicy: 'network-only',
    preferGetMethod: false,
    fetchOptions: { headers: { 'x-own': '1' } },
  });
}

function askByUrql(auth: AuthClient): Ask {
  const client = urqlOf(auth);
  let count = 0;
  return async () => {
    // Two calls of the same operation would be one to urql.
    count += 1;
    const answer = await client.query<{ me: { email: string } }>(
      `query Who { me { email id${count}: id } }`,
      {},
    );
    return { email: answer.data?.me?.email, error: answer.error?.message };
  };
}

describeEmbedded.each([
  ['the Apollo link', askByApollo],
  ['the urql exchange', askByUrql],
])('%s', (_name, asking) => {
  it('sends who is signed in along, and beside what was set already', async () => {
    const { auth, email } = await signedIn(environment);
    expect(await asking(auth)()).toEqual({ email, error: undefined });
    expect(environment.front.seen).toEqual(['Who']);
    expect(environment.front.lastHeaders['x-own']).toBe('1');
  });

  it('sends an operation without a token where nobody is signed in', async () => {
    environment.front.forget();
    const answer = await asking(createAuthClient({ url: environment.front.url }))();
    expect(answer).toEqual({ email: undefined, error: undefined });
    expect(environment.front.seen).toEqual(['Who']);
  });

  it('refreshes once for ten operations whose token has expired, and sends each again', async () => {
    const { auth, email, signedOut } = await signedIn(environment);
    environment.service.clock.advance(Duration.minutes(16));
    const ask = asking(auth);
    const answers = await Promise.all(times(10, null).map(() => ask()));
    expect(answers).toEqual(times(10, { email, error: undefined }));
    expect([environment.front.count('RefreshToken'), environment.front.count('Who'), signedOut()]).toEqual([
      1, 20, 0,
    ]);
  });

  it('sends an operation again once, and then shows the refusal', async () => {
    const { auth } = await signedIn(environment);
    const refusal = { errors: [{ message: 'Not you', extensions: { code: 'UNAUTHENTICATED' } }], data: null };
    for (let count = 0; count < 2; count += 1) environment.front.disturb('Who', { answer: refusal });
    expect((await asking(auth)()).error).toMatch(/Not you/);
    expect(environment.front.seen).toEqual(['Who', 'RefreshToken', 'Who']);
  });

  it('takes a status of 401 for a refusal as well', async () => {
    const { auth, email } = await signedIn(environment);
    environment.front.disturb('Who', { answer: { message: 'no GraphQL' }, status: 401 });
    expect(await asking(auth)()).toEqual({ email, error: undefined });
    environment.front.forget();
    for (let count = 0; count < 2; count += 1)
      environment.front.disturb('Who', { answer: { message: 'no GraphQL' }, status: 401 });
    expect((await asking(auth)()).error).toBeDefined();
    expect(environment.front.seen).toEqual(['Who', 'RefreshToken', 'Who']);
  });

  it('shows the refusal when the session is over', async () => {
    const { auth, signedOut, id } = await signedIn(environment);
    await environment.service.database.session.deleteMany({ where: { userId: id } });
    environment.service.clock.advance(Duration.minutes(16));
    expect((await asking(auth)()).error).toMatch(/Token has expired/);
    expect(signedOut()).toBe(1);
  });

  it('signs out when the session was ended elsewhere, though the token is still in its time', async () => {
    const { auth, signedOut, id } = await signedIn(environment);
    await environment.service.database.session.deleteMany({ where: { userId: id } });
    expect((await asking(auth)()).error).toMatch(/Invalid token/);
    expect(signedOut()).toBe(1);
  });

  it('shows that the token could not be refreshed', async () => {
    const { auth, email } = await signedIn(environment);
    environment.service.clock.advance(Duration.minutes(16));
    for (let count = 0; count < 2; count += 1) environment.front.disturb('RefreshToken', 'never arrive');
    const ask = asking(auth);
    expect((await ask()).error).toMatch(/cannot be reached/);
    expect(await ask()).toEqual({ email, error: undefined });
  });
});

describeEmbedded('the urql exchange, of an operation that is asked for again', () => {
  const ALIKE = 'query Who { me { email } }';

  it('takes one that was given up while it waited for its token for a new one', async () => {
    const { auth } = await signedIn(environment);
    const client = urqlOf(auth);
    client
      .query(ALIKE, {})
      .subscribe(() => undefined)
      .unsubscribe();
    await pause(20);
    expect((await client.query(ALIKE, {})).error).toBeUndefined();
    expect(environment.front.seen).toEqual(['Who']);
  });

  it('takes one that is asked for again while it is under way for a new one', async () => {
    const { auth, email } = await signedIn(environment);
    const client = urqlOf(auth);
    const answers: unknown[] = [];
    const operation = client.createRequestOperation('query', createRequest(ALIKE, {}), {
      requestPolicy: 'network-only',
    });
    const { unsubscribe } = client
      .executeRequestOperation(operation)
      .subscribe(({ data }) => answers.push(data));
    await pause(2);
    client.reexecuteOperation(operation);
    await pause(200);
    unsubscribe();
    expect(answers.at(-1)).toEqual({ me: { email } });
    expect(environment.front.count('RefreshToken')).toBe(0);
  });
});
