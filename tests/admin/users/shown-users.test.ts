import { AuditEventsDocument, UserDocument } from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
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

describe('a user', () => {
  it('GT-9: is shown to nobody else who asks for them, not even by half', async () => {
    const asked = await clientOf(service, user).raw(
      `query ($id: ID!) { user(id: $id) { email role sessions { ipAddress } } }`,
      { id: idOf(target) },
    );
    expect([code(asked), asked.data?.['user']]).toEqual(['FORBIDDEN', null]);
    expect(asked.text).not.toContain(target.email);
  });

  it('is not told why and until when they were suspended, and an administrator is not suspended', async () => {
    for (const person of [user, admin]) {
      const { data, errors } = await clientOf(service, person).raw('{ me { suspension { reason until } } }');
      expect([data, errors]).toEqual([{ me: { suspension: null } }, []]);
    }
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
      { ...event, actorId: null, reason: null, ipAddress: null, userAgent: null, sessionId: null },
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
