import { getNamedType, isInputObjectType } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import type { ServiceKeyScope as Scope } from '../../../src/core/service-actor.js';
import {
  CreateServiceKeyDocument,
  IntrospectTokenDocument,
  ServiceKeysDocument,
} from '../../../src/generated/client/operations.js';
import { operationScopes, scopeName } from '../../../src/platform/graphql/opened-by.js';
import { appointedAdministrator, clientOf, withKey } from '../../support/administrators.js';
import { aimedAt, everyOperation } from '../../support/every-operation.js';
import { newcomer, type Person, registerPerson } from '../../support/people.js';
import { dumpOf } from '../../support/secret-scan.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

/** What each scope opens; each is a decision. */
const OPENED: Readonly<Record<string, Scope>> = {
  introspectToken: 'introspect',
  users: 'users:read',
  user: 'users:read',
  suspendUser: 'users:write',
  reinstateUser: 'users:write',
  revokeUserSessions: 'users:write',
  adjustBalance: 'users:write',
  inviteUser: 'users:write',
  auditEvents: 'events',
};
const SCOPES: readonly Scope[] = ['introspect', 'users:read', 'users:write', 'events'];
const schema = await unansweredSchema();
/** What is neither public nor for services alone. */
const CLOSED = everyOperation(schema).filter(({ name, isPublic }) => !isPublic && name !== 'introspectToken');

let service: TestService;
let administrator: Person;
let target: Person;
const keys = new Map<Scope, string>();
let allScopes: string;
beforeAll(async () => {
  service = await startService();
  administrator = await appointedAdministrator(service);
  target = await registerPerson(service.client);
  for (const scope of SCOPES) keys.set(scope, (await create([scope])).secret);
  allScopes = (await create(SCOPES)).secret;
}, START_LIMIT);
afterAll(() => service.stop());

async function create(scopes: readonly Scope[]) {
  const input = { name: `of ${scopes.length}`, scopes: scopes.map(scopeName) as never[] };
  return (await clientOf(service, administrator).run(CreateServiceKeyDocument, { input })).createServiceKey;
}

/** Whatever an administrator could change. */
const state = async () => {
  const rows = (await dumpOf(service.database)).split('\n');
  return rows.filter((row) => /^(users|sessions|one_time_tokens|ledger_entries|outbox):/.test(row)).sort();
};

/** The code of the refusal, with its reason; null for an answer. */
async function refusalOf(operation: (typeof CLOSED)[number], secret: string): Promise<string | null> {
  const variables = aimedAt(operation, target.tokens.user.id);
  const { errors } = await service.client.raw(operation.document, variables, withKey(secret));
  const [{ code, reason } = {}] = errors.map(({ extensions }) => extensions as Record<string, string>);
  return code === undefined ? null : [code, ...(reason ? [reason] : [])].join(' ');
}

describe('the scopes of a service key', () => {
  it('AD-7: open exactly these operations, and the schema says which', () => {
    expect(operationScopes(schema)).toEqual(OPENED);
  });

  describe.each(CLOSED.map((operation) => [operation.name, operation] as const))('%s', (name, operation) => {
    const scope = OPENED[name];

    it.each(SCOPES)('AD-7: meets a key with the scope %s alone', async (given) => {
      if (given === scope) {
        expect(await refusalOf(operation, keys.get(given) ?? '')).toBeNull();
        return;
      }
      const before = await state();
      const expected = scope
        ? 'FORBIDDEN scopeMissing'
        : operation.isAdminOnly
          ? 'FORBIDDEN'
          : 'UNAUTHENTICATED';
      expect(await refusalOf(operation, keys.get(given) ?? '')).toBe(expected);
      expect(await state()).toEqual(before);
    });

    it('AD-7: meets a key with every scope', async () => {
      const expected = scope ? null : operation.isAdminOnly ? 'FORBIDDEN' : 'UNAUTHENTICATED';
      expect(await refusalOf(operation, allScopes)).toBe(expected);
    });

    it('AD-7: meets a key that is unknown', async () => {
      const expected = scope || operation.isAdminOnly ? 'TOKEN_INVALID' : 'UNAUTHENTICATED';
      expect(await refusalOf(operation, `lks_${'x'.repeat(43)}`)).toBe(expected);
    });
  });

  it.each(SCOPES)('of %s alone answer introspectToken only if it is `introspect`', async (scope) => {
    const input = { token: administrator.tokens.accessToken };
    const { data, errors } = await service.client.ask(
      IntrospectTokenDocument,
      { input },
      withKey(keys.get(scope) ?? ''),
    );
    if (scope === 'introspect') expect(data?.introspectToken.active).toBe(true);
    else {
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'scopeMissing' });
      expect(data).toBeNull();
    }
  });

  it('are told in the language of the request', async () => {
    const headers = { ...withKey(keys.get('events') ?? '').headers, 'accept-language': 'de' };
    const { errors } = await service.client.raw('{ users { nodes { id } } }', {}, { headers });
    expect(errors[0]?.message).toBe(
      'Dieser Dienstschlüssel hat nicht die Berechtigung, die dieser Vorgang braucht',
    );
  });
});

describe('the scopes of a new key', () => {
  const make = (input: object) =>
    clientOf(service, administrator).raw<{
      createServiceKey: { serviceKey: { id: string; scopes: string[] } };
    }>(
      'mutation ($input: CreateServiceKeyInput!) { createServiceKey(input: $input) { serviceKey { id scopes } } }',
      { input: { name: newcomer().username, ...input } },
    );

  it('are the least, unless others are chosen; one that is named twice counts once', async () => {
    const scopesOf = async (input: object) => (await make(input)).data?.createServiceKey.serviceKey.scopes;
    expect(await scopesOf({})).toEqual(['INTROSPECT']);
    expect(await scopesOf({ scopes: ['EVENTS', 'USERS_READ', 'EVENTS'] })).toEqual(['EVENTS', 'USERS_READ']);
  });

  it('are not none, and no others than there are', async () => {
    const fieldsOf = async (scopes: unknown) => {
      const [error] = (await make({ scopes })).errors;
      return [error?.extensions?.['code'], error?.extensions?.['fields']];
    };
    expect(await fieldsOf([])).toEqual([
      'BAD_USER_INPUT',
      [{ field: 'scopes', rule: 'arrayMinSize', message: 'Must name at least one scope' }],
    ]);
    for (const scopes of [null, ['ADMINISTER'], ['users:read'], [null], 'EVERYTHING'])
      expect((await fieldsOf(scopes))[0]).toBe('BAD_USER_INPUT');
  });

  it('are in the list, and on record when the key is made', async () => {
    const { serviceKey } = (await make({ scopes: ['USERS_WRITE', 'EVENTS'] })).data?.createServiceKey ?? {};
    const { serviceKeys } = await clientOf(service, administrator).run(ServiceKeysDocument, {});
    expect(serviceKeys.find(({ id }) => id === serviceKey?.id)?.scopes).toEqual(['USERS_WRITE', 'EVENTS']);
    const [event] = await service.database.auditEvent.findMany({
      where: {
        type: 'service_key_created',
        metadata: { path: ['key', 'id'], equals: String(serviceKey?.id) },
      },
    });
    expect(event?.metadata).toMatchObject({ key: { scopes: ['users:write', 'events'] } });
  });

  it('AD-7: never change: no operation takes them but the creation, and the database refuses', async () => {
    const taking = Object.values(schema.getTypeMap())
      .filter(isInputObjectType)
      .filter((type) =>
        Object.values(type.getFields()).some((field) => getNamedType(field.type).name === 'ServiceKeyScope'),
      );
    expect(taking.map(({ name }) => name)).toEqual(['CreateServiceKeyInput']);
    const { serviceKey } = await create(['events']);
    const widen = (scopes: string[]) =>
      service.database.serviceKey.update({ where: { id: serviceKey.id }, data: { scopes } });
    for (const scopes of [['events', 'users:read'], ['users:write'], []])
      await expect(widen(scopes)).rejects.toThrow(/scopes of a service key never change/);
  });

  it('are `introspect` for a key of an instance that knows no scopes', async () => {
    const id = '0190a1b2-0000-7000-8000-000000000001';
    await service.database.$executeRaw`
      INSERT INTO service_keys (id, name, digest, created_by_id, created_at)
      VALUES (${id}::uuid, 'old', '\\x00', ${administrator.tokens.user.id}::uuid, now())`;
    const { scopes } = await service.database.serviceKey.findUniqueOrThrow({ where: { id } });
    expect(scopes).toEqual(['introspect']);
  });
});
