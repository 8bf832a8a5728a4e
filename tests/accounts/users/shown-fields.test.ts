import { getNamedType, isCompositeType, isInterfaceType, isObjectType } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { RevokeUserSessionsDocument, SuspendUserDocument } from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf, giveRole } from '../../support/administrators.js';
import type { Client } from '../../support/client.js';
import { logIn, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

/** Who reads each field of a user. A new field needs a row. */
const FIELDS: Readonly<Record<string, 'everybody' | 'owner' | 'owner, administrators' | 'administrators'>> = {
  id: 'everybody',
  username: 'everybody',
  email: 'owner, administrators',
  emailVerified: 'owner, administrators',
  languageCode: 'owner, administrators',
  role: 'owner, administrators',
  status: 'owner, administrators',
  balance: 'owner, administrators',
  referralBalance: 'owner, administrators',
  displayName: 'owner, administrators',
  referralCode: 'owner, administrators',
  lastLoginAt: 'owner, administrators',
  createdAt: 'owner, administrators',
  hasSecondFactor: 'owner, administrators',
  sessions: 'owner',
  secondFactors: 'owner',
  identities: 'owner',
  hasPassword: 'owner',
  suspension: 'administrators',
  ledgerEntries: 'owner, administrators',
};

type ViewerName = 'nobody' | 'another user' | 'the user' | 'an administrator';
/** The user as the viewer sees them; null where there is none; or the code of the refusal. */
type Sight = 'owner' | 'administrators' | 'everybody' | null | 'UNAUTHENTICATED' | 'FORBIDDEN';

interface Way {
  readonly query: string;
  /** Whether the way leads to the user in a list, which must never be lost. */
  readonly list?: true;
  readonly sees: Readonly<Partial<Record<ViewerName, Sight>>>;
}

const EVENTS = 'auditEvents(filter: { userId: $whose, types: [LOGGED_IN, USER_SESSIONS_REVOKED] }, last: 1)';
/** Others read themselves by `me`, and administrators act in events of their own. */
const WAYS: Readonly<Record<string, Way>> = {
  me: { query: '{ me { USER } }', sees: { nobody: null, 'the user': 'owner' } },
  user: {
    query: 'query ($id: ID!) { user(id: $id) { USER } }',
    sees: {
      nobody: 'UNAUTHENTICATED',
      'another user': 'FORBIDDEN',
      'the user': 'FORBIDDEN',
      'an administrator': 'administrators',
    },
  },
  users: {
    query: 'query ($name: String!) { users(filter: { search: $name }, first: 1) { nodes { USER } } }',
    list: true,
    sees: {
      nobody: 'UNAUTHENTICATED',
      'another user': 'FORBIDDEN',
      'the user': 'FORBIDDEN',
      'an administrator': 'administrators',
    },
  },
  node: {
    query: 'query ($id: ID!) { node(id: $id) { ... on User { USER } } }',
    sees: {
      nobody: 'UNAUTHENTICATED',
      'another user': null,
      'the user': 'owner',
      'an administrator': 'administrators',
    },
  },
  _entities: {
    query:
      'query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) { ... on User { USER } } }',
    list: true,
    sees: {
      nobody: 'UNAUTHENTICATED',
      'another user': 'everybody',
      'the user': 'owner',
      'an administrator': 'administrators',
    },
  },
  'the payload of updateProfile': {
    query: 'mutation { updateProfile(input: {}) { user { USER } } }',
    sees: { nobody: 'UNAUTHENTICATED', 'the user': 'owner' },
  },
  'the payload of revokeUserSessions': {
    query: 'mutation ($id: ID!) { revokeUserSessions(input: { userId: $id }) { user { USER } } }',
    sees: {
      nobody: 'UNAUTHENTICATED',
      'another user': 'FORBIDDEN',
      'the user': 'FORBIDDEN',
      'an administrator': 'administrators',
    },
  },
  'auditEvents.actor': {
    query: `query ($whose: ID) { ${EVENTS} { nodes { actor { USER } } } }`,
    list: true,
    // The user once acted as an administrator, in the event of another user.
    sees: {
      nobody: 'UNAUTHENTICATED',
      'another user': null,
      'the user': 'owner',
      'an administrator': 'administrators',
    },
  },
  'auditEvents.user': {
    query: `query ($whose: ID) { ${EVENTS} { nodes { user { USER } } } }`,
    list: true,
    sees: { nobody: 'UNAUTHENTICATED', 'the user': 'owner', 'an administrator': 'administrators' },
  },
};

const CASES = Object.entries(WAYS).flatMap(([way, { sees }]) =>
  Object.entries(sees).map(([viewer, sight]) => [way, viewer as ViewerName, sight] as const),
);

const schema = await unansweredSchema();
const user = schema.getType('User');
const fields = isObjectType(user) ? Object.values(user.getFields()) : [];
const USER = fields
  .map(({ name, type }) => (isCompositeType(getNamedType(type)) ? `${name} { __typename }` : name))
  .join(' ');

/** Whether a type leads to a user by any path. */
function leadsToUser(name: string, seen = new Set<string>()): boolean {
  const type = schema.getType(name);
  if (name === 'User' || seen.has(name)) return name === 'User';
  seen.add(name);
  if (isInterfaceType(type)) return schema.getPossibleTypes(type).some((one) => leadsToUser(one.name, seen));
  if (!isObjectType(type)) return false;
  return Object.values(type.getFields()).some((field) => leadsToUser(getNamedType(field.type).name, seen));
}

describe('a user in the API', () => {
  let service: TestService;
  let answers: Readonly<Record<string, Awaited<ReturnType<Client['raw']>>>>;

  beforeAll(async () => {
    service = await startService({ env: { FEDERATION: 'on' } });
    const administrator = await appointedAdministrator(service);
    const target = await appointedAdministrator(service, { displayName: 'Ada' });
    const other = await registerPerson(service.client);
    const idOf = ({ tokens }: Person) => tokens.user.id;
    await clientOf(service, target).run(RevokeUserSessionsDocument, { input: { userId: idOf(other) } });
    await giveRole(service, target, 'USER');
    const clients: Readonly<Record<ViewerName, Client>> = {
      nobody: service.client,
      'another user': service.client.as((await logIn(service.client, other)).accessToken),
      'the user': service.client.as((await logIn(service.client, target)).accessToken),
      'an administrator': clientOf(service, administrator),
    };
    const variables = { id: idOf(target), name: target.username };
    const gathered: Record<string, Awaited<ReturnType<Client['raw']>>> = {};
    for (const viewer of ['nobody', 'another user', 'the user', 'an administrator'] as const) {
      // Administrators read the suspension of the user, who can read nothing meanwhile.
      if (viewer === 'an administrator')
        await clients[viewer].run(SuspendUserDocument, { input: { userId: idOf(target), reason: 'test' } });
      for (const [way, { query }] of Object.entries(WAYS)) {
        const whose = viewer === 'another user' ? idOf(other) : idOf(target);
        gathered[`${way} ${viewer}`] = await clients[viewer].raw(query.replace('{ USER }', `{ ${USER} }`), {
          ...variables,
          whose,
        });
      }
    }
    answers = gathered;
  });
  afterAll(() => service.stop());

  it('GT-9: has a row in the table for each field', () => {
    expect(fields.map(({ name }) => name).sort()).toEqual(Object.keys(FIELDS).sort());
  });

  it('GT-9: has a row in the table for each query that leads to one', () => {
    const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
    const leading = queries.filter(({ type }) => leadsToUser(getNamedType(type).name));
    const asked = Object.keys(WAYS).filter((way) => !way.startsWith('the payload'));
    const ways = new Set(asked.map((way) => way.split('.')[0]));
    // `_entities` is part of the schema with FEDERATION=on alone.
    expect([...leading.map(({ name }) => name), '_entities'].sort()).toEqual([...ways].sort());
  });

  it('GT-9: may lack every field but `id` and `username`, so that no refusal loses the list', () => {
    const required = fields.filter(({ type }) => String(type).endsWith('!'));
    expect(required.map(({ name }) => name)).toEqual(['id', 'username']);
  });

  it.each(CASES)('GT-9: is by %s, for %s, what %s may see', (way, viewer, sight) => {
    const { data, errors } = answers[`${way} ${viewer}`] ?? { data: null, errors: [] };
    const codes = errors.map(({ extensions }) => extensions?.['code']);
    if (sight === 'UNAUTHENTICATED' || sight === 'FORBIDDEN') {
      expect(codes).toEqual([sight]);
      return;
    }
    expect(codes).toEqual([]);
    const found = foundIn(data, WAYS[way]?.list === true);
    if (sight === null) expect(found).toBeNull();
    else expect(shownIn(found)).toEqual(fieldsFor(sight));
  });
});

/** The user in an answer: the value of the innermost object with fields of a user. */
function foundIn(data: unknown, isList: boolean): Record<string, unknown> | null {
  let value = Object.values(data as object)[0];
  if (isList) {
    const list = Array.isArray(value) ? value : value.nodes;
    expect(list).toHaveLength(1);
    [value] = list;
    if ('actor' in value) return value.actor;
  }
  return value !== null && 'user' in value ? value.user : value;
}

function shownIn(found: Record<string, unknown> | null): string[] {
  return Object.entries(found ?? {})
    .filter(([, value]) => value !== null)
    .map(([name]) => name)
    .sort();
}

function fieldsFor(sight: 'owner' | 'administrators' | 'everybody'): string[] {
  return Object.entries(FIELDS)
    .filter(([, readers]) => readers === 'everybody' || readers.includes(sight))
    .map(([name]) => name)
    .sort();
}
