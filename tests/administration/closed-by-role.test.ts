import { readdirSync, readFileSync } from 'node:fs';
import { type GraphQLNamedType, getNamedType, isObjectType } from 'graphql';
import {
  AuditEventsDocument,
  SuspendUserDocument,
  UserDocument,
  UsersDocument,
} from '../../src/generated/sdk/operations.js';
import { adminOnlyFields } from '../../src/graphql/admin-only.js';
import { unansweredSchema } from '../../src/printed-schema.js';
import { appointedAdministrator, clientOf, giveRole } from '../support/administrators.js';
import { everyOperation, fittingVariables, type Operation, put } from '../support/every-operation.js';
import { claimsOf } from '../support/outcomes.js';
import { logIn, type Person, registerPerson } from '../support/people.js';
import { dumpOf } from '../support/secret-scan.js';
import { startService, type TestService } from '../support/service.js';

/** What administrators alone may do or see; each is a decision. */
const RESERVED = [
  'Query.users',
  'Query.user',
  'Mutation.suspendUser',
  'Mutation.reinstateUser',
  'Mutation.setUserRole',
  'Mutation.revokeUserSessions',
  'Mutation.adjustBalance',
  'User.suspension',
];

const OPERATIONS = everyOperation(unansweredSchema()).filter(({ isAdminOnly }) => isAdminOnly);

/** The operation aimed at a user, and everything in order but for who asks. */
function aimedAt({ args }: Operation, id: string): Record<string, unknown> {
  const names = args.map(({ name }) => name);
  const fitting = fittingVariables(args);
  if (names.includes('input')) return put(fitting, ['input', 'userId'], id);
  if (names.includes('userId')) return { ...fitting, userId: id };
  return names.includes('id') ? { id } : fitting;
}

let service: TestService;
let target: Person;
let admin: Person;
let user: Person;
/** An administrator until a moment ago, and a token of that time, which names the role. */
let demoted: string;
let suspended: Person;
beforeAll(async () => {
  service = await startService();
  admin = await appointedAdministrator(service);
  target = await registerPerson(service.client);
  user = await registerPerson(service.client);
  const former = await appointedAdministrator(service);
  demoted = (await logIn(service.client, former)).accessToken;
  await giveRole(service, former, 'USER');
  suspended = await appointedAdministrator(service);
  await clientOf(service, admin).run(SuspendUserDocument, {
    input: { userId: idOf(suspended), reason: 'test' },
  });
});
afterAll(() => service.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const code = ({ errors }: { errors: readonly { extensions?: Record<string, unknown> }[] }) =>
  errors[0]?.extensions?.['code'];
/** Whatever an administrator could change. */
const state = async () => {
  const rows = (await dumpOf(service.database)).split('\n');
  return rows.filter((row) => /^(users|sessions|one_time_tokens|ledger_entries):/.test(row)).sort();
};

/** Whether an operation's answer can hold a User, however deep. */
function leadsToUser(kind: Operation['kind'], name: string): boolean {
  const schema = unansweredSchema();
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  const seen = new Set<string>();
  const leads = (type: GraphQLNamedType | undefined): boolean => {
    if (!isObjectType(type) || seen.has(type.name)) return false;
    seen.add(type.name);
    return (
      type.name === 'User' || Object.values(type.getFields()).some((field) => leads(getNamedType(field.type)))
    );
  };
  return leads(getNamedType(root?.getFields()[name]?.type));
}

describe('what is reserved for administrators', () => {
  it('AD-1: is exactly this', () => {
    expect(adminOnlyFields(unansweredSchema()).sort()).toEqual([...RESERVED].sort());
  });

  it('AD-1: is all that the folder of administration offers, and it cannot be offered without saying so', () => {
    const folder = new URL('../../src/administration/', import.meta.url);
    const resolvers = readdirSync(folder).filter((file) => file.endsWith('.resolver.ts'));
    const source = resolvers.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('');
    const offered = [...source.matchAll(/@(Query|Mutation|FieldResolver)\(/g)];
    const reserved = [...source.matchAll(/@AdminOnly\(\)\n {2}@/g)];
    expect([offered.length, reserved.length]).toEqual([RESERVED.length, RESERVED.length]);
  });

  it('AD-1: is not believed of a token: the one of before names the role', () => {
    expect(claimsOf(demoted)).toMatchObject({ role: 'ADMIN' });
  });

  it('AD-3: takes no password, token or code, so that no administrator sets or learns one', () => {
    const inputs = JSON.stringify(
      OPERATIONS.map(({ document, args }) => [document, args.map(({ type }) => String(type))]),
    );
    const fields = ['SuspendUserInput', 'AdjustBalanceInput', 'UserFilter'].flatMap((name) =>
      Object.keys((unansweredSchema().getType(name) as unknown as { getFields(): object }).getFields()),
    );
    expect([...fields, inputs].filter((text) => /password|token|secret|seed|hash|code/i.test(text))).toEqual(
      [],
    );
  });

  describe.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    '%s',
    (_name, operation) => {
      const ask = (token?: string) =>
        service.client.raw(operation.document, aimedAt(operation, idOf(target)), { token });

      it.each([
        ['who is not signed in', () => undefined, 'UNAUTHENTICATED'],
        ['a token that is none', () => 'nonsense', 'TOKEN_INVALID'],
        ['a user', () => user.tokens.accessToken, 'FORBIDDEN'],
        ['who was an administrator when the token was made', () => demoted, 'FORBIDDEN'],
        ['an administrator who is suspended', () => suspended.tokens.accessToken, 'TOKEN_INVALID'],
      ])('AD-1: is closed to %s', async (_who, tokenOf, refusal) => {
        const before = await state();
        expect(code(await ask(tokenOf()))).toBe(refusal);
        expect(await state()).toEqual(before);
      });

      it('AD-5: puts on record who tried it, and at whom it was aimed', async () => {
        const aim = operation.name === 'users' ? '' : ` of ${idOf(target)}`;
        const where = { type: 'administration_refused', detail: `${operation.name}${aim}` };
        const told = () => service.database.auditEvent.findMany({ where: { ...where, userId: idOf(user) } });
        const before = await told();
        await ask(user.tokens.accessToken);
        const event = (await told()).find(({ id }) => !before.some((one) => one.id === id));
        const { sid } = claimsOf(user.tokens.accessToken);
        expect(event).toMatchObject({
          outcome: 'FAILURE',
          actorId: idOf(user),
          sessionId: sid,
          reason: null,
        });
      });
    },
  );

  it('AD-5, AU-4: is put on record ten times an hour at most, however often it is tried', async () => {
    const limited = await startService({ env: { RATE_LIMITS: 'on' } });
    const person = await registerPerson(limited.client);
    for (let tried = 0; tried < 15; tried++)
      expect((await clientOf(limited, person).refusal(UsersDocument, {})).code).toBe('FORBIDDEN');
    const told = await limited.database.auditEvent.count({ where: { type: 'administration_refused' } });
    expect(told).toBe(10);
    await limited.stop();
  });
});

describe('a user', () => {
  it('GT-9: is led to by these operations alone: each is theirs, or reserved for administrators', () => {
    const leading = everyOperation(unansweredSchema())
      .filter(({ name, kind }) => leadsToUser(kind, name))
      .filter(({ isAdminOnly }) => !isAdminOnly);
    const own = ['me', 'updateProfile', 'register', 'login', 'refreshToken'];
    expect(leading.map(({ name }) => name).sort()).toEqual(own.sort());
  });

  it('GT-9: is shown to nobody else who asks for them, not even by half', async () => {
    const asked = await clientOf(service, user).raw(
      `query ($id: ID!) { user(id: $id) { email role sessions { ipAddress } } }`,
      { id: idOf(target) },
    );
    expect([code(asked), asked.data?.['user']]).toEqual(['FORBIDDEN', null]);
    expect(asked.text).not.toContain(target.email);
  });

  it('GT-9: shows their sessions to nobody else, and an administrator is not shown their own by mistake', async () => {
    for (const field of [`user(id: "${idOf(target)}")`, 'users(first: 100) { nodes']) {
      const query = `{ ${field} { id sessions { id } } ${field.includes('nodes') ? '}' : ''} }`;
      const answer = await clientOf(service, admin).raw(query);
      expect(code(answer)).toBe('FORBIDDEN');
      expect(answer.text).not.toMatch(/"sessions":\[/);
    }
    const own = await clientOf(service, admin).raw<{ user: { sessions: unknown[] } }>(
      `{ user(id: "${idOf(admin)}") { sessions { id } } }`,
    );
    expect(own.data?.user.sessions).toHaveLength(1);
  });

  it('is told neither why nor until when they were suspended, by any field', async () => {
    const { data, errors } = await clientOf(service, user).raw('{ me { id suspension { reason until } } }');
    expect(errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect(data).toMatchObject({ me: { id: idOf(user), suspension: null } });
    const own = await clientOf(service, admin).raw('{ me { suspension { reason } } }');
    expect(own.data).toEqual({ me: { suspension: null } });
  });

  it('is not told where an administrator sat and what they wrote, but that it was done', async () => {
    await clientOf(service, admin).raw(
      `mutation ($id: ID!) { revokeUserSessions(userId: $id, reason: "one of a ring") { success } }`,
      { id: idOf(user) },
    );
    const { accessToken } = await logIn(service.client, user);
    const filter = { userId: idOf(user), types: ['USER_SESSIONS_REVOKED' as const] };
    const asUser = await service.client.as(accessToken).run(AuditEventsDocument, { filter });
    const asAdmin = await clientOf(service, admin).run(AuditEventsDocument, { filter });
    const event = {
      type: 'USER_SESSIONS_REVOKED',
      outcome: 'SUCCESS',
      actorId: idOf(admin),
      userId: idOf(user),
    };
    expect(asUser.auditEvents.nodes).toMatchObject([
      { ...event, reason: null, ipAddress: null, userAgent: null, sessionId: null },
    ]);
    expect(asAdmin.auditEvents.nodes).toMatchObject([
      { ...event, reason: 'one of a ring', ipAddress: '127.0.0.1', sessionId: expect.any(String) },
    ]);
  });

  it('is nobody, by an id that is none or that nobody has', async () => {
    const client = clientOf(service, admin);
    for (const id of ['nonsense', '', "x' OR 1=1 --", '00000000-0000-4000-8000-000000000000', '7'])
      expect(await client.run(UserDocument, { id })).toEqual({ user: null });
    expect((await client.run(UserDocument, { id: idOf(target) })).user?.email).toBe(target.email);
  });
});
