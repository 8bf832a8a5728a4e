import { AdjustBalanceDocument } from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import type { Client } from '../../support/client.js';
import { codesOf } from '../../support/outcomes.js';
import { logIn, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
interface Args {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string;
  readonly before?: string;
}

const PAGE =
  '{ edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';
const DECLARED = '$first: Int, $last: Int, $after: String, $before: String';
const PASSED = 'first: $first, last: $last, after: $after, before: $before';
const LENGTH = 4;

/** The page of the Relay Cursor Connections specification, from the whole list. */
function expected(cursors: readonly string[], { first, last, after, before }: Args) {
  const from = after === undefined ? 0 : cursors.indexOf(after) + 1;
  const to = before === undefined ? cursors.length : cursors.indexOf(before);
  const edges = cursors.slice(from, Math.max(from, to));
  const page = last === undefined ? edges.slice(0, first) : edges.slice(-last);
  const [start = null, end = null] = [page[0], page.at(-1)];
  const position = (cursor: string | null) => cursors.indexOf(cursor ?? '');
  return {
    cursors: page,
    hasPreviousPage:
      last === undefined
        ? after !== undefined && (start === null ? from > 1 : position(start) > 0)
        : edges.length > page.length,
    hasNextPage:
      last === undefined
        ? edges.length > page.length
        : before !== undefined &&
          (end === null ? to < cursors.length - 1 : position(end) < cursors.length - 1),
    startCursor: start,
    endCursor: end,
  };
}

describe('a connection', () => {
  let service: TestService;
  let person: Person;
  let stem: string;
  let clients: Readonly<Record<'user' | 'administrator', Client>>;
  beforeAll(async () => {
    service = await startService();
    stem = uniqueName();
    const administrator = clientOf(service, await appointedAdministrator(service));
    for (let index = 0; index < LENGTH; index++)
      person = await registerPerson(service.client, { username: `${stem}_${index}` });
    const userId = person.tokens.user.id;
    for (let index = 0; index < LENGTH; index++) {
      await logIn(service.client, person);
      const input = { userId, account: 'BALANCE', amount: `${index + 1}.00`, reason: 'test' } as const;
      await administrator.run(AdjustBalanceDocument, { input });
    }
    clients = { user: clientOf(service, person), administrator };
  });
  afterAll(() => service.stop());

  const LISTS: Readonly<Record<string, { by: 'user' | 'administrator'; query: () => string }>> = {
    users: { by: 'administrator', query: () => `users(filter: { search: "${stem}_" }, ${PASSED})` },
    auditEvents: { by: 'user', query: () => `auditEvents(filter: { types: [LOGGED_IN] }, ${PASSED})` },
    ledgerEntries: { by: 'user', query: () => `ledgerEntries(${PASSED})` },
  };

  async function ask(name: string, args: Args) {
    const { by, query } = LISTS[name] as (typeof LISTS)[string];
    const field = `list: ${query()} ${PAGE}`;
    const inner = name === 'ledgerEntries' ? `me { ${field} }` : field;
    const answer = await clients[by].raw<{ list?: Page; me?: { list: Page } }>(
      `query (${DECLARED}) { ${inner} }`,
      args as Record<string, unknown>,
    );
    return { ...answer, page: answer.data?.list ?? answer.data?.me?.list };
  }

  async function pageOf(name: string, args: Args): Promise<Page> {
    const { page, errors } = await ask(name, args);
    expect(errors).toEqual([]);
    return page as Page;
  }

  it.each(Object.keys(LISTS))('of %s has every page that the specification of Relay says', async (name) => {
    const whole = await pageOf(name, {});
    expect(whole.edges).toHaveLength(LENGTH);
    const cursors = whole.edges.map(({ cursor }) => cursor);
    const ends = [undefined, ...cursors];
    const sizes: Args[] = [{ first: 2 }, { last: 2 }, { first: 9 }, { last: 9 }];
    const check = async (args: Args) => {
      const { edges, nodes, pageInfo } = await pageOf(name, args);
      expect({ args, cursors: edges.map(({ cursor }) => cursor), ...pageInfo }).toEqual({
        args,
        ...expected(cursors, args),
      });
      expect(nodes).toEqual(edges.map(({ node }) => node));
    };
    for (const size of sizes)
      for (const after of ends)
        await Promise.all(
          ends.map((before) => check({ ...size, ...(after && { after }), ...(before && { before }) })),
        );
  });

  it.each(Object.keys(LISTS))(
    'of %s takes no page from both ends, no wild size and no wild cursor',
    async (name) => {
      const refused = [
        { first: 1, last: 1 },
        { first: 0 },
        { last: 0 },
        { first: 101 },
        { last: -1 },
        { after: 'x' },
        { before: "' OR true --" },
      ];
      for (const args of refused)
        expect([args, codesOf(await ask(name, args))]).toEqual([args, ['BAD_USER_INPUT']]);
    },
  );
});
