import { type GraphQLNamedType, getNamedType, isObjectType } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { AuditEventsDocument, UserDocument } from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import { everyOperation, type Operation } from '../../support/every-operation.js';
import { logIn, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
let target: Person;
let admin: Person;
let user: Person;
beforeAll(async () => {
  service = await startService();
  admin = await appointedAdministrator(service);
  target = await registerPerson(service.client);
  user = await registerPerson(service.client);
});
afterAll(() => service.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const code = ({ errors }: { errors: readonly { extensions?: Record<string, unknown> }[] }) =>
  errors[0]?.extensions?.['code'];

const schema = await unansweredSchema();

/** Whether an operation's answer can hold a User, however deep. */
function leadsToUser(kind: Operation['kind'], name: string): boolean {
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

describe('a user', () => {
  it('GT-9: is led to by these operations alone: each is theirs, or reserved for administrators', () => {
    const leading = everyOperation(schema)
      .filter(({ name, kind }) => leadsToUser(kind, name))
      .filter(({ isAdminOnly }) => !isAdminOnly);
    const own = [
      'me',
      'register',
      'login',
      'refreshToken',
      'updateProfile',
      'changePassword',
      'revokeOtherSessions',
      'requestEmailVerification',
      'verifyEmail',
      'confirmEmailChange',
    ];
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
      `mutation ($id: ID!) { revokeUserSessions(input: { userId: $id, reason: "one of a ring" }) { success } }`,
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
