import { Duration } from '../../../src/core/duration.js';
import {
  DeleteAccountDocument,
  LoginDocument,
  MeDocument,
  RegisterDocument,
} from '../../../src/generated/client/operations.js';
import type { Client } from '../../support/client.js';
import { codesOf } from '../../support/outcomes.js';
import { newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { sendRaw } from '../../support/raw-http.js';
import { blocksOf, type FederatedGraph, startGraph } from './graph.js';

const JSON_TYPE = { 'content-type': 'application/json' };

let graph: FederatedGraph;
let ada: Person;
let grace: Person;
/** Ada, who asks the gateway. */
let client: Client;

beforeAll(async () => {
  graph = await startGraph();
  ada = await registerPerson(graph.client, { username: 'ada', email: 'ada@example.com' });
  grace = await registerPerson(graph.client, { username: 'grace', email: 'grace@example.com' });
  graph.known.colours.set(ada.tokens.user.id, 'green').set(grace.tokens.user.id, 'blue');
  graph.known.reviews.push({ text: 'Well kept', authorId: grace.tokens.user.id });
  client = graph.client.as(ada.tokens.accessToken);
}, 60_000);

afterAll(() => graph.stop());

/** Each query to the graph, and the answer that is shown beneath it. */
const examples = ['README.md', 'docs/federation.md'].flatMap((page) => {
  const ofGraph = (block: string) => block.startsWith('{') && /favouriteColour|reviews/.test(block);
  const queries = blocksOf(page, 'graphql').filter(ofGraph);
  const answers = blocksOf(page, 'json').filter(ofGraph);
  return queries.map((query, index) => [page, query.trim(), answers[index]?.trim()] as const);
});

/** What the reviews are while this person has written one too, which comes first. */
async function reviewsBy({ tokens }: Person, query: string) {
  graph.known.reviews.unshift({ text: 'By the way', authorId: tokens.user.id });
  const { data } = await client.raw<{ reviews: { text: string; author: unknown }[] }>(query);
  graph.known.reviews.shift();
  return data?.reviews ?? [];
}

describe('the federation gateway', () => {
  it.each(examples)('answers as %s shows: %s', async (_page, query, answer) => {
    const shown = JSON.parse(answer ?? '');
    const { data, errors } = await client.raw(query);
    expect(data).toEqual(shown.data);
    expect(errors).toMatchObject(shown.errors ?? []);
  });

  it('shows users themselves whole, also where another subgraph leads to them', async () => {
    const [review] = await reviewsBy(
      ada,
      '{ reviews { author { username email balance favouriteColour sessions { current } } } }',
    );
    expect(review?.author).toEqual({
      username: 'ada',
      email: 'ada@example.com',
      balance: '0.00',
      favouriteColour: 'green',
      sessions: [{ current: true }],
    });
  });

  it('shows nobody where a user has deleted their account, and everybody else', async () => {
    const gone = await registerPerson(graph.service.client);
    const own = graph.service.client.as(gone.tokens.accessToken);
    await own.run(DeleteAccountDocument, { input: { password: PASSWORD } });
    expect(await reviewsBy(gone, '{ reviews { text author { username } } }')).toEqual([
      { text: 'By the way', author: null },
      { text: 'Well kept', author: { username: 'grace' } },
    ]);
  });

  it('tells nobody who others are without a token', async () => {
    const answer = await graph.client.raw('{ reviews { text author { username } } }');
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer.text).not.toContain('grace');
  });

  it('takes a login to Latchkey, whose tokens are good at either door', async () => {
    const { login } = await graph.client.run(LoginDocument, {
      input: { usernameOrEmail: 'ada', password: PASSWORD },
    });
    for (const door of [graph.client, graph.service.client])
      expect((await door.as(login.accessToken).run(MeDocument, {})).me?.username).toBe('ada');
  });

  it('hands on who asks from where, and nothing that the client says about that', async () => {
    const sessions = 'sessions { current ipAddress userAgent }';
    const { text } = await sendRaw(graph.client.url, {
      localAddress: '127.0.0.2',
      headers: { ...JSON_TYPE, 'x-forwarded-for': '203.0.113.7', 'user-agent': 'Phone' },
      body: JSON.stringify({
        query: `mutation ($input: LoginInput!) { login(input: $input) { user { ${sessions} } } }`,
        variables: { input: { usernameOrEmail: 'grace', password: PASSWORD } },
      }),
    });
    expect(JSON.parse(text).data.login.user.sessions).toContainEqual({
      current: true,
      ipAddress: '127.0.0.2',
      userAgent: 'Phone',
    });
  });

  it('hands on a refusal as it is, with the id under which the log has it', async () => {
    const input = { ...newcomer(), email: 'nobody' };
    const refusal = async (door: Client) => {
      const { requestId, serviceName: _added, ...rest } = await door.refusal(RegisterDocument, { input });
      expect(graph.service.log.text).toContain(requestId);
      return rest;
    };
    const refused = await refusal(graph.client);
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'email' }] });
    expect(refused).toEqual(await refusal(graph.service.client));
  });

  it('hands on that a token has expired', async () => {
    graph.service.clock.advance(Duration.minutes(16));
    expect(await client.refusal(MeDocument, {})).toMatchObject({ code: 'TOKEN_EXPIRED', status: 401 });
  });
});
