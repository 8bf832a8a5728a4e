import {
  AuditEventsDocument,
  InviteUserDocument,
  type ServiceKeyScope,
  SetUserRoleDocument,
  UserDocument,
  UsersDocument,
} from '../../../src/generated/client/operations.js';
import { clientOf, withKey } from '../../support/administrators.js';
import { outcomesAtOnce } from '../../support/outcomes.js';
import { newcomer, type Person, registerPerson } from '../../support/people.js';
import { CHANGES, Scripts } from '../../support/scripts.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
let scripts: Scripts;
beforeAll(async () => {
  service = await startService();
  scripts = await Scripts.of(service);
}, START_LIMIT);
afterAll(() => service.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;

const EVENTS = ['user_suspended', 'user_reinstated', 'user_sessions_revoked', 'balance_adjusted'];

describe('a script with a service key', () => {
  it('AD-5: changes users, and each event names the key instead of a user', async () => {
    const { secret, id } = await scripts.keyFor('USERS_WRITE');
    const person = await registerPerson(service.client);
    for (const change of Object.values(CHANGES))
      expect((await change(service.client, idOf(person), withKey(secret))).errors).toEqual([]);
    expect(await scripts.eventsBy(id)).toMatchObject(
      EVENTS.map((type) => ({
        type,
        outcome: 'SUCCESS',
        actorId: null,
        sessionId: null,
        userId: idOf(person),
        ipAddress: '127.0.0.1',
      })),
    );
    const row = await service.database.user.findUniqueOrThrow({ where: { id: idOf(person) } });
    expect([row.status, row.balance.toFixed(2)]).toEqual(['ACTIVE', '5.00']);
    expect(await service.database.session.count({ where: { userId: idOf(person) } })).toBe(0);
    const logged = service.log.lines.map((line) => JSON.stringify(line)).filter((line) => line.includes(id));
    expect(logged.filter((line) => line.includes('user_suspended'))).toHaveLength(1);
    expect(service.log.text).not.toContain(secret.slice(4));
  });

  it('AD-5: is named to administrators, and to the user only as somebody', async () => {
    const { secret, id } = await scripts.keyFor('USERS_WRITE');
    const person = await registerPerson(service.client);
    await CHANGES.adjustBalance(service.client, idOf(person), withKey(secret));
    const filter = { userId: idOf(person), types: ['BALANCE_ADJUSTED' as const] };
    const seenBy = async (reader: Person) =>
      (await clientOf(service, reader).run(AuditEventsDocument, { filter })).auditEvents.nodes;
    expect(await seenBy(scripts.administrator)).toMatchObject([
      { actorId: null, serviceKeyId: id, ipAddress: '127.0.0.1', reason: 'bonus' },
    ]);
    expect(await seenBy(person)).toMatchObject([
      { actorId: null, actor: null, serviceKeyId: null, ipAddress: null, userAgent: null, reason: null },
    ]);
  });

  it('invites users, once for sixteen at the same time', async () => {
    const { secret, id } = await scripts.keyFor('USERS_WRITE');
    const { email } = newcomer();
    const { won } = await outcomesAtOnce(16, () =>
      service.client.ask(InviteUserDocument, { input: { email } }, withKey(secret)),
    );
    expect(won).toHaveLength(16);
    expect(new Set(won.map(({ data }) => data.inviteUser.user.id)).size).toBe(1);
    expect(await service.database.user.count({ where: { email } })).toBe(1);
    expect((await scripts.eventsBy(id))[0]).toMatchObject({ type: 'user_invited', actorId: null });
  });

  it('GT-9: sees of a user whom it changed only the name, unless it may read users', async () => {
    const person = await registerPerson(service.client);
    const query = `mutation ($id: ID!) { revokeUserSessions(input: { userId: $id }) { user {
      id username email role balance createdAt sessions { id } suspension { reason }
      ledgerEntries { nodes { id } } } } }`;
    const seenWith = async (...scopes: ServiceKeyScope[]) => {
      const { secret } = await scripts.keyFor(...scopes);
      const { data, errors } = await service.client.raw<{ revokeUserSessions: { user: object } }>(
        query,
        { id: idOf(person) },
        withKey(secret),
      );
      expect(errors).toEqual([]);
      return data?.revokeUserSessions.user;
    };
    const name = { id: idOf(person), username: person.username, sessions: null, suspension: null };
    const nothing = { email: null, role: null, balance: null, createdAt: null, ledgerEntries: null };
    expect(await seenWith('USERS_WRITE')).toEqual({ ...name, ...nothing });
    expect(await seenWith('USERS_WRITE', 'USERS_READ')).toMatchObject({
      ...name,
      email: person.email,
      role: 'USER',
      ledgerEntries: { nodes: [] },
    });
  });

  it('GT-9: sees the users of events only by name, unless it may read users', async () => {
    const person = await registerPerson(service.client);
    const query = `query ($id: ID!) { auditEvents(filter: { userId: $id, types: [REGISTERED] }) { nodes {
      userId ipAddress user { id username email } } } }`;
    const seenWith = async (...scopes: ServiceKeyScope[]) => {
      const { secret } = await scripts.keyFor(...scopes);
      const { data } = await service.client.raw<{ auditEvents: { nodes: object[] } }>(
        query,
        { id: idOf(person) },
        withKey(secret),
      );
      return data?.auditEvents.nodes;
    };
    const event = { userId: idOf(person), ipAddress: '127.0.0.1' };
    const user = { id: idOf(person), username: person.username };
    expect(await seenWith('EVENTS')).toEqual([{ ...event, user: { ...user, email: null } }]);
    expect(await seenWith('EVENTS', 'USERS_READ')).toEqual([
      { ...event, user: { ...user, email: person.email } },
    ]);
  });

  it('GT-9: reads every field of a user without an error', async () => {
    const { secret } = await scripts.keyFor('USERS_READ');
    const person = await registerPerson(service.client);
    await CHANGES.suspendUser(service.client, idOf(person), {
      token: scripts.administrator.tokens.accessToken,
    });
    const { user } = await service.client.run(UserDocument, { id: idOf(person) }, withKey(secret));
    expect(user).toMatchObject({ email: person.email, suspension: { reason: 'spam' } });
  });

  it('AU-1: is on record when it reads, once in ten minutes for the same filter', async () => {
    const { secret, id } = await scripts.keyFor('USERS_READ', 'EVENTS');
    const person = await registerPerson(service.client);
    const read = withKey(secret);
    for (let time = 0; time < 3; time++) {
      await service.client.run(UsersDocument, { filter: { search: person.email } }, read);
      await service.client.run(UserDocument, { id: idOf(person) }, read);
      await service.client.run(AuditEventsDocument, {}, read);
    }
    expect(await scripts.eventsBy(id)).toMatchObject([
      { type: 'administration_read', userId: null, metadata: { operation: 'users', filteredBy: ['search'] } },
      { type: 'administration_read', userId: idOf(person), metadata: { operation: 'user' } },
      { type: 'administration_read', userId: null, metadata: { operation: 'auditEvents' } },
    ]);
    // Another key reads for itself.
    const other = await scripts.keyFor('USERS_READ');
    await service.client.run(UserDocument, { id: idOf(person) }, withKey(other.secret));
    expect(await scripts.eventsBy(other.id)).toHaveLength(1);
  });

  it('AD-5: is on record when it is refused', async () => {
    const { secret, id } = await scripts.keyFor('EVENTS');
    const person = await registerPerson(service.client);
    await CHANGES.suspendUser(service.client, idOf(person), withKey(secret));
    await service.client.refusal(
      SetUserRoleDocument,
      { input: { userId: idOf(person), role: 'ADMIN' } },
      withKey(secret),
    );
    expect(
      (await scripts.eventsBy(id)).map(({ type, actorId, userId, metadata }) => [
        type,
        actorId,
        userId,
        metadata,
      ]),
    ).toEqual([
      [
        'administration_refused',
        null,
        null,
        { operation: 'suspendUser', targetId: idOf(person), because: 'scopeMissing' },
      ],
      [
        'administration_refused',
        null,
        null,
        { operation: 'setUserRole', targetId: idOf(person), because: null },
      ],
    ]);
  });
});
