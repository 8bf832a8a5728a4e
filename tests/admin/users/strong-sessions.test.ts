import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { Duration } from '../../../src/core/duration.js';
import {
  AuditEventsDocument,
  InviteUserDocument,
  LoginDocument,
  MeDocument,
  NodeDocument,
  SetUserRoleDocument,
  UserDocument,
  UsersDocument,
} from '../../../src/generated/client/operations.js';
import { addFactor, enrolled, refreshed, removeFactor } from '../../support/administrator-factors.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import { everyOperation, fittingVariables } from '../../support/every-operation.js';
import { codesOf } from '../../support/outcomes.js';
import { newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const OPERATIONS = everyOperation(await unansweredSchema()).filter(({ isAdminOnly }) => isAdminOnly);

let service: TestService;
let strong: Person;
let weak: Person;
let user: Person;
beforeAll(async () => {
  service = await startService({ env: { MFA_FOR_ADMINISTRATORS: 'required' } });
  strong = await enrolled(service, await appointedAdministrator(service));
  weak = await appointedAdministrator(service);
  user = await registerPerson(service.client);
});
afterAll(() => service.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const list = (person: Person) => clientOf(service, person).ask(UsersDocument, { first: 1 });
const appoint = (by: Person, of: Person) =>
  clientOf(service, by).ask(SetUserRoleDocument, { input: { userId: idOf(of), role: 'ADMIN' } });
/** The sign-in of this session moves into the past. */
const proved = (person: Person, ago: Duration) =>
  service.database.session.updateMany({
    where: { userId: idOf(person) },
    data: { authenticatedAt: ago.before(service.clock.now()) },
  });

describe('MFA_FOR_ADMINISTRATORS=required', () => {
  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    'AD-5: %s asks an administrator with a password alone to enrol, before anything happens',
    async (name, { document, args }) => {
      const answer = await clientOf(service, weak).raw(document, fittingVariables(args));
      expect(answer.errors).toMatchObject([
        {
          path: [name],
          extensions: {
            code: 'STEP_UP_REQUIRED',
            status: 401,
            acr: 'aal2',
            maxAge: 86_400,
            methods: [],
            enrol: true,
          },
        },
      ]);
    },
  );

  it('AD-5: shows such an administrator as little of others as a user sees', async () => {
    const asking = clientOf(service, weak);
    expect(await asking.run(NodeDocument, { id: idOf(user) })).toEqual({ node: null });
    for (const filter of [null, { userId: idOf(user) }])
      expect(codesOf(await asking.ask(AuditEventsDocument, { filter }))).toEqual(['STEP_UP_REQUIRED']);
    const own = await asking.run(AuditEventsDocument, { filter: { userId: idOf(weak) } });
    expect(own.auditEvents.nodes.length).toBeGreaterThan(0);
    const actors = own.auditEvents.nodes.map(({ actor }) => actor?.id ?? idOf(weak));
    expect(new Set(actors)).toEqual(new Set([idOf(weak)]));
    expect((await asking.run(MeDocument, {})).me?.role).toBe('ADMIN');
  });

  it('lets an administrator with a second factor do everything', async () => {
    expect((await list(strong)).errors).toEqual([]);
    const { user: shown } = await clientOf(service, strong).run(UserDocument, { id: idOf(weak) });
    expect(shown?.email).toBe(weak.email);
  });

  it('counts the session that enrolled once it has been refreshed, and no token from before', async () => {
    const person = await enrolledLater();
    expect(codesOf(await list(person.before))).toEqual(['STEP_UP_REQUIRED']);
    expect((await list(person.after)).errors).toEqual([]);
  });

  it('AD-5: reads for 24 hours after the proof, and no longer, however often the session is refreshed', async () => {
    const admin = await enrolled(service, await appointedAdministrator(service));
    await proved(admin, Duration.minutes(24 * 60 - 1));
    expect((await list(admin)).errors).toEqual([]);
    await proved(admin, Duration.minutes(24 * 60 + 1));
    const renewed = { ...admin, tokens: await refreshed(service, admin.tokens) };
    const { errors } = await list(renewed);
    expect(errors[0]?.extensions).toMatchObject({
      code: 'STEP_UP_REQUIRED',
      acr: 'aal2',
      enrol: false,
      methods: ['TOTP'],
    });
  });

  it('feels a weaker row at the next request', async () => {
    const admin = await enrolled(service, await appointedAdministrator(service));
    expect((await list(admin)).errors).toEqual([]);
    await service.database.session.updateMany({ where: { userId: idOf(admin) }, data: { level: 1 } });
    expect(codesOf(await list(admin))).toEqual(['STEP_UP_REQUIRED']);
  });

  it('still answers FORBIDDEN to users, whatever their session', async () => {
    expect(codesOf(await list(user))).toEqual(['FORBIDDEN']);
    const strongUser = await enrolled(service, await registerPerson(service.client));
    expect(codesOf(await list(strongUser))).toEqual(['FORBIDDEN']);
    await clientOf(service, strongUser).run(MeDocument, {});
  });

  it('signs an administrator in with the password alone, as anybody else', async () => {
    const input = { usernameOrEmail: weak.email, password: PASSWORD };
    const { login } = await service.client.run(LoginDocument, { input });
    expect(login.user.role).toBe('ADMIN');
  });
});

describe('a new administrator', () => {
  it('AD-5: needs a second factor', async () => {
    const { errors } = await appoint(strong, user);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'secondFactorNeeded' });
    const row = await service.database.user.findUniqueOrThrow({ where: { id: idOf(user) } });
    expect(row.role).toBe('USER');
    const events = await service.database.auditEvent.findMany({
      where: { type: 'administration_refused', actorId: idOf(strong) },
    });
    expect(events).toMatchObject([{ metadata: { operation: 'setUserRole', because: 'secondFactorNeeded' } }]);
  });

  it('is appointed with one', async () => {
    const person = await enrolled(service, await registerPerson(service.client));
    expect((await appoint(strong, person)).errors).toEqual([]);
    expect((await list(person)).errors).toEqual([]);
  });

  it('AD-5: is not invited, since nobody invited has a second factor', async () => {
    const { email } = newcomer();
    const asking = clientOf(service, strong);
    const refused = await asking.refusal(InviteUserDocument, { input: { email, role: 'ADMIN' } });
    expect(refused).toMatchObject({ code: 'FORBIDDEN', reason: 'secondFactorNeeded' });
    expect(await service.database.user.count({ where: { email } })).toBe(0);
    await asking.run(InviteUserDocument, { input: { email } });
  });

  it('AD-5: keeps the last factor, also if both happen at once', async () => {
    await expect(removeFactor(service, strong.tokens.accessToken)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      extras: { reason: 'secondFactorNeeded' },
    });
    for (let round = 0; round < 8; round++) {
      const person = await enrolled(service, await registerPerson(service.client));
      await Promise.allSettled([appoint(strong, person), removeFactor(service, person.tokens.accessToken)]);
      const row = await service.database.user.findUniqueOrThrow({ where: { id: idOf(person) } });
      expect([row.role, row.secondFactorSince !== null]).not.toEqual(['ADMIN', false]);
    }
  });

  it('may remove a factor that is not the last', async () => {
    const admin = await enrolled(service, await appointedAdministrator(service));
    await addFactor(service, admin.tokens.accessToken);
    await removeFactor(service, admin.tokens.accessToken);
    expect((await list({ ...admin, tokens: await refreshed(service, admin.tokens) })).errors).toEqual([]);
  });
});

describe('MFA_FOR_ADMINISTRATORS=optional', () => {
  let lax: TestService;
  beforeAll(async () => {
    lax = await startService({ env: { MFA_FOR_ADMINISTRATORS: 'optional' } });
  });
  afterAll(() => lax.stop());

  it('asks no administrator for a second factor, and lets one be appointed and invited', async () => {
    const admin = clientOf(lax, await appointedAdministrator(lax));
    expect((await admin.ask(UsersDocument, {})).errors).toEqual([]);
    const person = await registerPerson(lax.client);
    await admin.run(SetUserRoleDocument, { input: { userId: idOf(person), role: 'ADMIN' } });
    await admin.run(InviteUserDocument, { input: { email: newcomer().email, role: 'ADMIN' } });
  });

  it('lets an administrator enrol without a code and remove the last factor', async () => {
    const admin = await appointedAdministrator(lax);
    await addFactor(lax, admin.tokens.accessToken);
    await removeFactor(lax, admin.tokens.accessToken);
    expect((await clientOf(lax, admin).ask(UsersDocument, {})).errors).toEqual([]);
  });
});

async function enrolledLater(): Promise<{ before: Person; after: Person }> {
  const before = await appointedAdministrator(service);
  return { before, after: await enrolled(service, before) };
}
