import { composeServices } from '@theguild/federation-composition';
import {
  buildSchema,
  GraphQLObjectType,
  lexicographicSortSchema,
  parse,
  printSchema,
  printType,
} from 'graphql';
import { printedSchema } from '../../../src/app/printed-schema.js';
import { DeleteAccountDocument } from '../../../src/generated/client/operations.js';
import type { Client } from '../../support/client.js';
import { type WatchedDatabase, watchDatabase } from '../../support/counting.js';
import { codesOf } from '../../support/outcomes.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const SDL = '{ _service { sdl } }';
const NOBODY = '00000000-0000-4000-8000-000000000000';

let watched: WatchedDatabase;
let service: TestService;
let ada: Person;
let grace: Person;
let client: Client;

beforeAll(async () => {
  watched = await watchDatabase();
  service = await startService({
    env: { FEDERATION: 'on', INTROSPECTION: 'off', RATE_LIMITS: 'on' },
    adapters: { database: watched.database },
  });
  ada = await registerPerson(service.client);
  grace = await registerPerson(service.client);
  client = service.client.as(ada.tokens.accessToken);
});

afterAll(async () => {
  await service.stop();
  await watched.cleanup();
});

const userOf = (id: unknown) => ({ __typename: 'User', id });

/** What a gateway asks, of these references. */
const entities = (representations: unknown, fields = 'id username', asking = client) =>
  asking.raw<{ _entities: unknown[] }>(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { ${fields} } } }`,
    { representations },
  );

/** The directives of federation and of GraphQL itself. */
const FEDERATED = ['@link', '@key', '@shareable', '@specifiedBy', '@deprecated'];

/** Removes definitions of directives from a printed schema. */
const withoutDirectives = (printed: string) => printed.replace(/^(?:"""[^"]*"""\n)?directive .*\n\n/gm, '');

async function sdl(): Promise<string> {
  const { data } = await service.client.raw<{ _service: { sdl: string } }>(SDL);
  return data?._service.sdl ?? '';
}

describe('a subgraph', () => {
  it('tells anybody the published schema without `node` and our directives, and nothing beside it', async () => {
    const told = buildSchema(await sdl(), { assumeValidSDL: true });
    const published = lexicographicSortSchema(buildSchema(await printedSchema()));
    const query = published.getQueryType() as GraphQLObjectType;
    const { node, ...fields } = query.toConfig().fields;
    expect(node).toBeDefined();
    const withoutNode = printType(new GraphQLObjectType({ ...query.toConfig(), fields }));
    const expected = printSchema(published).replace(printType(query), withoutNode);
    expect(printSchema(lexicographicSortSchema(told))).toBe(withoutDirectives(expected));
    const withoutDescriptions = (await sdl()).replace(/"""[\s\S]*?"""/g, '');
    expect(withoutDescriptions.match(/@\w+/g)?.filter((name) => !FEDERATED.includes(name))).toEqual([]);
  });

  it('composes with another that has the pages and the `node` of Relay', async () => {
    const other = `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
      type PageInfo @shareable {
        hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
      }
      interface Node { id: ID! }
      type Order implements Node @key(fields: "id") { id: ID! }
      type OrderConnection { edges: [OrderEdge] pageInfo: PageInfo! }
      type OrderEdge { cursor: String! node: Order }
      type User @key(fields: "id") { id: ID! orders(first: Int, after: String): OrderConnection }
      type Query { node(id: ID!): Node }`;
    const { errors, supergraphSdl } = composeServices([
      { name: 'latchkey', url: service.client.url, typeDefs: parse(await sdl()) },
      { name: 'orders', url: 'http://orders.test/', typeDefs: parse(other) },
    ]);
    expect(errors).toBeUndefined();
    expect(supergraphSdl).toContain('node(id: ID!): Node @join__field(graph: ORDERS)');
  });

  it('does not tell how long each field took, though Apollo would tell a gateway', async () => {
    const headers = { 'apollo-federation-include-trace': 'ftv1' };
    const { text } = await service.client.raw(SDL, {}, { headers });
    expect(Object.keys(JSON.parse(text))).toEqual(['data']);
  });
});

describe('a reference to a user', () => {
  it('GT-9: shows others the id and the username', async () => {
    const { data } = await entities([userOf(grace.tokens.user.id)]);
    expect(data?._entities).toEqual([{ id: grace.tokens.user.id, username: grace.username }]);
  });

  it('is followed for nobody without a token', async () => {
    const answer = await entities([userOf(grace.tokens.user.id)], 'id', service.client);
    expect([codesOf(answer), answer.data]).toEqual([['UNAUTHENTICATED'], null]);
  });

  it('leads nowhere when there is no such user, or none any more, or it is none, each in its place', async () => {
    const gone = await registerPerson(service.client);
    const own = service.client.as(gone.tokens.accessToken);
    await own.run(DeleteAccountDocument, { input: { password: PASSWORD } });
    const answer = await entities([
      userOf(NOBODY),
      userOf(grace.tokens.user.id),
      userOf(gone.tokens.user.id),
      userOf(`${grace.tokens.user.id}'`),
      userOf([grace.tokens.user.id]),
      userOf('x'.repeat(10_000)),
      { __typename: 'User' },
      { __typename: 'Session', id: grace.tokens.user.id },
      { id: grace.tokens.user.id },
      userOf(grace.tokens.user.id),
    ]);
    const found = { id: grace.tokens.user.id, username: grace.username };
    expect(answer.errors).toEqual([]);
    expect(answer.data?._entities).toEqual([null, found, ...Array(7).fill(null), found]);
  });

  it.each([[7], ['text'], [[]], [null]])('is refused when it is no reference: %j', async (reference) => {
    expect(codesOf(await entities([reference]))).toEqual(['BAD_USER_INPUT']);
  });

  it('costs one query, together with 999 others', async () => {
    watched.operations.length = 0;
    const references = Array.from({ length: 1000 }, (_, index) =>
      userOf(index === 500 ? grace.tokens.user.id : NOBODY.replace('0000', String(index).padStart(4, '0'))),
    );
    const { data } = await entities(references, 'username');
    expect(data?._entities[500]).toEqual({ username: grace.username });
    expect(watched.operations).toEqual(['rows', 'User.findMany']);
  });

  it('costs none when it is to oneself', async () => {
    watched.operations.length = 0;
    await entities([userOf(ada.tokens.user.id), userOf('nobody')]);
    expect(watched.operations).toEqual(['rows']);
  });

  it('is refused together with 1000 others', async () => {
    const answer = await entities(Array(1001).fill(userOf(NOBODY)));
    expect([codesOf(answer), answer.data]).toEqual([['BAD_USER_INPUT'], null]);
  });

  it('RL-2: is followed 1200 times a minute for one account, whatever aliases ask', async () => {
    const aliases = Array.from(
      { length: 30 },
      (_, index) => `a${index}: _entities(representations: []) { __typename }`,
    );
    const busy = service.client.as((await registerPerson(service.client)).tokens.accessToken);
    const ask = () => busy.raw(`{ ${aliases.join(' ')} }`);
    for (let round = 0; round < 40; round++) expect((await ask()).errors).toEqual([]);
    expect(codesOf(await ask())).toContain('RATE_LIMITED');
    expect((await entities([], 'id')).errors).toEqual([]);
  });
});
