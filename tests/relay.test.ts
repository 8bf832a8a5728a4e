import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SCHEMA = fileURLToPath(new URL('../schema.graphql', import.meta.url));
/** Null on a system for which the package has no compiler. */
const COMPILER: string | null = createRequire(import.meta.url)('relay-compiler');

const CONFIG = {
  src: '.',
  schema: './schema.graphql',
  language: 'typescript',
  artifactDirectory: './generated',
  schemaConfig: { nodeInterfaceIdField: 'id' },
  customScalarTypes: { DateTime: 'string', Decimal: 'string', JSON: 'unknown' },
};

/** The connections of the schema, each paged in both directions, and an object that is found again by its id. */
const SOURCE = `
graphql\`
  query accountQuery($id: ID!) {
    me { ...accountEntries_user ...accountSessions_user }
    node(id: $id) { __typename id ... on AuditEvent { type metadata actor { username } } }
  }
\`;
graphql\`
  fragment accountSessions_user on User @refetchable(queryName: "accountSessionsQuery") {
    username
    sessions { id current lastUsedAt }
  }
\`;
graphql\`
  fragment accountEntries_user on User
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 20 } after: { type: "String" }
    last: { type: "Int" } before: { type: "String" }
  )
  @refetchable(queryName: "accountEntriesQuery") {
    ledgerEntries(first: $first, after: $after, last: $last, before: $before) @connection(key: "entries__ledgerEntries") {
      edges { cursor node { id amount reason } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
\`;
graphql\`
  fragment accountUsers_query on Query
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 } after: { type: "String" } filter: { type: "UserFilter" })
  @refetchable(queryName: "accountUsersQuery") {
    users(filter: $filter, first: $first, after: $after) @connection(key: "users__users") {
      edges { node { ...accountSessions_user } }
    }
  }
\`;
graphql\`
  fragment accountEvents_query on Query
  @argumentDefinitions(last: { type: "Int", defaultValue: 20 } before: { type: "String" })
  @refetchable(queryName: "accountEventsQuery") {
    auditEvents(last: $last, before: $before) @connection(key: "events__auditEvents") {
      edges { node { id type user { username } } }
    }
  }
\`;
`;

const describeWithCompiler = COMPILER === null ? describe.skip : describe;

describeWithCompiler('the compiler of Relay', () => {
  let project: string;
  beforeEach(async () => {
    project = await mkdtemp(join(tmpdir(), 'latchkey-relay-'));
    await mkdir(join(project, CONFIG.artifactDirectory));
    await copyFile(SCHEMA, join(project, 'schema.graphql'));
    await writeFile(join(project, 'relay.config.json'), JSON.stringify(CONFIG));
  });
  afterEach(() => rm(project, { recursive: true, force: true }));

  async function compile(source: string): Promise<string> {
    await writeFile(join(project, 'account.ts'), source);
    const ran = run(COMPILER ?? '', ['relay.config.json'], { cwd: project });
    const { stdout, stderr } = await ran.catch((error: { stdout: string; stderr: string }) => error);
    return stdout + stderr;
  }

  it('compiles connections in both directions, `node`, and fragments that are fetched again by id', async () => {
    expect(await compile(SOURCE)).not.toMatch(/error/i);
    expect((await readdir(join(project, 'generated'))).sort()).toEqual(
      [
        'accountEntriesQuery',
        'accountEntries_user',
        'accountEventsQuery',
        'accountEvents_query',
        'accountQuery',
        'accountSessionsQuery',
        'accountSessions_user',
        'accountUsersQuery',
        'accountUsers_query',
      ].map((name) => `${name}.graphql.ts`),
    );
  });

  it('refuses a connection of what is none, so that its consent means something', async () => {
    const wrong = SOURCE.replace('sessions { id', 'sessions @connection(key: "x__sessions") { id');
    expect(await compile(wrong)).toMatch(/error/i);
  });
});
