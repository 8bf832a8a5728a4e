import { Duration } from '../../../src/core/duration.js';
import { OPERATOR } from '../../../src/core/viewer.js';
import {
  DeleteAccountDocument,
  MeDocument,
  RevokeUserSessionsDocument,
  SetUserRoleDocument,
  SuspendUserDocument,
  UsersDocument,
} from '../../../src/generated/client/operations.js';
import { appointedAdministrator, BESIDE, clientOf, onlyAdministrator } from '../../support/administrators.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const setRole = (by: Person, of: Person, role: 'ADMIN' | 'USER', reason?: string) =>
  clientOf(service, by).ask(SetUserRoleDocument, { input: { userId: idOf(of), role, reason } });
const mayList = async (person: Person) =>
  (await clientOf(service, person).ask(UsersDocument, { first: 1 })).errors.length === 0;
const eventsOf = (person: Person, type: string) =>
  service.database.auditEvent.findMany({ where: { userId: idOf(person), type }, orderBy: { id: 'asc' } });
const LAST = {
  code: 'FORBIDDEN',
  reason: 'lastAdministrator',
  message: 'At least one administrator must remain: appoint another one first',
};

describe('setUserRole', () => {
  it('AD-1: is felt at the next operation of a session that goes on, both ways', async () => {
    const admin = await appointedAdministrator(service);
    const person = await registerPerson(service.client);
    expect(await mayList(person)).toBe(false);
    expect((await setRole(admin, person, 'ADMIN', 'on call')).data?.setUserRole.user.role).toBe('ADMIN');
    expect(await mayList(person)).toBe(true);
    await setRole(admin, person, 'USER');
    expect(await mayList(person)).toBe(false);
    expect((await clientOf(service, person).run(MeDocument, {})).me?.role).toBe('USER');
    expect(await eventsOf(person, 'user_role_changed')).toMatchObject([
      { actorId: idOf(admin), metadata: { role: 'ADMIN' }, reason: 'on call' },
      { actorId: idOf(admin), metadata: { role: 'USER' }, reason: null },
    ]);
  });

  it('lets an administrator step down while another remains', async () => {
    const admin = await appointedAdministrator(service);
    await appointedAdministrator(service);
    expect((await setRole(admin, admin, 'USER')).data?.setUserRole.user.role).toBe('USER');
    expect(await mayList(admin)).toBe(false);
  });

  it('finds nobody who is not there', async () => {
    const admin = clientOf(service, await appointedAdministrator(service));
    const refused = await admin.refusal(SetUserRoleDocument, { input: { userId: 'nobody', role: 'ADMIN' } });
    expect(refused.code).toBe('NOT_FOUND');
  });
});

describe('the operator', () => {
  it('is held to the same words as an administrator, past every check of the schema', async () => {
    const { administration } = service.admin;
    const userId = idOf(await registerPerson(service.client));
    for (const reason of ['', 'x'.repeat(501), 'two\nlines'])
      await expect(
        administration.setRole(OPERATOR, { userId, role: 'ADMIN', reason }, BESIDE),
      ).rejects.toMatchObject({ code: 'BAD_USER_INPUT', extras: { fields: [{ field: 'reason' }] } });
    await administration.setRole(OPERATOR, { userId, role: 'ADMIN', reason: 'on call' }, BESIDE);
    const event = await service.database.auditEvent.findFirst({
      where: { userId, type: 'user_role_changed' },
    });
    expect(event).toMatchObject({
      actorId: null,
      sessionId: null,
      reason: 'on call',
      metadata: { role: 'ADMIN' },
    });
  });
});

describe('the last administrator', () => {
  let admin: Person;
  beforeEach(async () => {
    admin = await onlyAdministrator(service);
  });
  const remains = async () => expect(await mayList(admin)).toBe(true);

  it('AD-4: cannot step down', async () => {
    const { errors } = await setRole(admin, admin, 'USER');
    expect(errors[0]?.extensions).toMatchObject({ code: LAST.code, reason: LAST.reason });
    expect(errors[0]?.message).toBe(LAST.message);
    await remains();
    expect(await eventsOf(admin, 'administration_refused')).toMatchObject([
      {
        metadata: { operation: 'setUserRole', targetId: idOf(admin), because: 'lastAdministrator' },
        outcome: 'FAILURE',
      },
    ]);
  });

  it('AD-4: cannot delete their account', async () => {
    const refused = await clientOf(service, admin).refusal(DeleteAccountDocument, {
      input: { password: PASSWORD },
    });
    expect(refused).toMatchObject(LAST);
    await remains();
    await appointedAdministrator(service);
    await clientOf(service, admin).run(DeleteAccountDocument, { input: { password: PASSWORD } });
  });

  it('AD-4: cannot be removed by the operator either', async () => {
    const { administration } = service.admin;
    const userId = idOf(admin);
    const { reason, message: _sentence, ...refusal } = { ...LAST, extras: { reason: LAST.reason } };
    const demoted = administration.setRole(OPERATOR, { userId, role: 'USER' }, BESIDE);
    await expect(demoted).rejects.toMatchObject(refusal);
    await expect(administration.suspend(OPERATOR, { userId }, BESIDE)).rejects.toMatchObject(refusal);
    await remains();
  });

  it('AD-4: is whoever is left while the others are suspended, until that ends', async () => {
    const other = await appointedAdministrator(service);
    const until = Duration.minutes(5).after(service.clock.now()).toISOString();
    await clientOf(service, admin).run(SuspendUserDocument, {
      input: { userId: idOf(other), reason: 'lost a laptop', until },
    });
    expect((await setRole(admin, admin, 'USER')).errors[0]?.extensions).toMatchObject({
      reason: 'lastAdministrator',
    });
    service.clock.advance(Duration.minutes(6));
    expect((await setRole(admin, admin, 'USER')).errors).toEqual([]);
    const { accessToken } = await logIn(service.client, other);
    expect((await service.client.as(accessToken).ask(UsersDocument, {})).errors).toEqual([]);
  });

  it('may take the role of an administrator who is suspended', async () => {
    const other = await appointedAdministrator(service);
    await clientOf(service, admin).run(SuspendUserDocument, {
      input: { userId: idOf(other), reason: 'left us' },
    });
    expect((await setRole(admin, other, 'USER')).data?.setUserRole.user).toMatchObject({
      role: 'USER',
      status: 'SUSPENDED',
    });
  });
});

describe('revokeUserSessions', () => {
  it('ends every session of the user and nobody else’s, and lets them sign in again', async () => {
    const admin = await appointedAdministrator(service);
    const [person, bystander] = [await registerPerson(service.client), await registerPerson(service.client)];
    const other = await logIn(service.client, person);
    const { revokeUserSessions } = await clientOf(service, admin).run(RevokeUserSessionsDocument, {
      input: { userId: idOf(person), reason: 'a stolen phone' },
    });
    expect(revokeUserSessions).toMatchObject({
      success: true,
      message: 'The user has been signed out everywhere',
      user: { id: idOf(person) },
    });
    for (const { accessToken } of [person.tokens, other])
      expect((await service.client.as(accessToken).refusal(MeDocument, {})).code).toBe('TOKEN_INVALID');
    for (const one of [bystander, admin]) await clientOf(service, one).run(MeDocument, {});
    await logIn(service.client, person);
    expect(await eventsOf(person, 'user_sessions_revoked')).toMatchObject([
      { actorId: idOf(admin), reason: 'a stolen phone' },
    ]);
    const missing = await clientOf(service, admin).refusal(RevokeUserSessionsDocument, {
      input: { userId: 'nobody' },
    });
    expect(missing.code).toBe('NOT_FOUND');
  });
});
