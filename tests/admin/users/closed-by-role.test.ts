import { readdirSync, readFileSync } from 'node:fs';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { MeDocument, SuspendUserDocument, UsersDocument } from '../../../src/generated/client/operations.js';
import { adminOnlyFields } from '../../../src/platform/graphql/admin-only.js';
import { appointedAdministrator, clientOf, giveRole } from '../../support/administrators.js';
import { aimedAt, everyOperation } from '../../support/every-operation.js';
import { claimsOf } from '../../support/outcomes.js';
import { logIn, type Person, registerPerson } from '../../support/people.js';
import { dumpOf } from '../../support/secret-scan.js';
import { startService, type TestService } from '../../support/service.js';

/** What administrators alone may do or see; each is a decision. */
const RESERVED = [
  'Query.users',
  'Query.user',
  'Mutation.suspendUser',
  'Mutation.reinstateUser',
  'Mutation.setUserRole',
  'Mutation.revokeUserSessions',
  'Mutation.resetSecondFactors',
  'Mutation.adjustBalance',
  'Query.serviceKeys',
  'Mutation.inviteUser',
  'Mutation.createServiceKey',
  'Mutation.revokeServiceKey',
];

const OPERATIONS = everyOperation(await unansweredSchema()).filter(({ isAdminOnly }) => isAdminOnly);

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
  // The first use of an access token is noted with its session.
  for (const token of [user.tokens.accessToken, demoted]) await service.client.run(MeDocument, {}, { token });
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

describe('what is reserved for administrators', () => {
  it('AD-1: is exactly this', async () => {
    expect(adminOnlyFields(await unansweredSchema()).sort()).toEqual([...RESERVED].sort());
  });

  it('AD-1: is all that these folders offer, and it cannot be offered without saying so', () => {
    // What a user may see of another is decided field by field: tests/accounts/users/shown-fields.test.ts.
    const folders = ['users', 'user-directory', 'invitations', 'service-keys'].map(
      (name) => new URL(`../../../src/admin/${name}/`, import.meta.url),
    );
    const resolvers = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.resolver.ts'))
        .map((file) => new URL(file, folder)),
    );
    const source = resolvers.map((file) => readFileSync(file, 'utf8')).join('');
    const offered = [...source.matchAll(/@(Query|Mutation)\(/g)];
    const reserved = [...source.matchAll(/@AdminOnly\(\)\n {2}@/g)];
    expect([offered.length, reserved.length]).toEqual([RESERVED.length, RESERVED.length]);
  });

  it('AD-1: is not believed of a token: the one of before names the role', () => {
    expect(claimsOf(demoted)).toMatchObject({ role: 'ADMIN' });
  });

  it('AD-3: takes no password, token or code, so that no administrator sets or learns one', async () => {
    const schema = await unansweredSchema();
    const inputs = JSON.stringify(
      OPERATIONS.map(({ document, args }) => [document, args.map(({ type }) => String(type))]),
    );
    const fields = ['SuspendUserInput', 'AdjustBalanceInput', 'UserFilter'].flatMap((name) =>
      Object.keys((schema.getType(name) as unknown as { getFields(): object }).getFields()),
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
        const aimed = JSON.stringify(aimedAt(operation, idOf(target))).includes(idOf(target));
        const targetId = aimed ? idOf(target) : null;
        const metadata = { equals: { operation: operation.name, targetId, because: null } };
        const where = { type: 'administration_refused', metadata };
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
