import {
  InviteUserDocument,
  MeDocument,
  SetUserRoleDocument,
} from '../../../src/generated/client/operations.js';
import { clientOf, withKey } from '../../support/administrators.js';
import type { RequestOptions } from '../../support/client.js';
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

describe('AD-7: a service key and administrators', () => {
  const administratorOnly = { code: 'FORBIDDEN', reason: 'administratorAccount' };

  it.each(Object.entries(CHANGES))('%s never reaches the account of one', async (operation, change) => {
    const { secret, id } = await scripts.keyFor('USERS_WRITE', 'USERS_READ');
    const before = await service.database.user.findUniqueOrThrow({
      where: { id: idOf(scripts.administrator) },
    });
    const { errors } = await change(service.client, idOf(scripts.administrator), withKey(secret));
    expect(errors[0]?.extensions).toMatchObject(administratorOnly);
    const { me } = await clientOf(service, scripts.administrator).run(MeDocument, {});
    expect(me?.id).toBe(idOf(scripts.administrator));
    expect(
      await service.database.user.findUniqueOrThrow({ where: { id: idOf(scripts.administrator) } }),
    ).toEqual(before);
    expect(await scripts.eventsBy(id)).toMatchObject([
      { type: 'administration_refused', metadata: { operation, because: 'administratorAccount' } },
    ]);
  });

  it('no invitation makes one, or mails one who has not set a password', async () => {
    const { secret } = await scripts.keyFor('USERS_WRITE');
    const { email } = newcomer();
    const invite = (role: 'ADMIN' | 'USER', options: RequestOptions) =>
      service.client.ask(InviteUserDocument, { input: { email, role } }, options);
    expect((await invite('ADMIN', withKey(secret))).errors[0]?.extensions).toMatchObject(administratorOnly);
    expect(await service.database.user.count({ where: { email } })).toBe(0);
    expect((await invite('ADMIN', { token: scripts.administrator.tokens.accessToken })).errors).toEqual([]);
    const links = await service.database.oneTimeToken.findMany({ where: { email } });
    expect((await invite('USER', withKey(secret))).errors[0]?.extensions).toMatchObject(administratorOnly);
    expect(await service.database.oneTimeToken.findMany({ where: { email } })).toEqual(links);
  });

  it('an appointment beside a suspension by a key leaves no suspended administrator', async () => {
    const { secret } = await scripts.keyFor('USERS_WRITE');
    for (let round = 0; round < 8; round++) {
      const person = await registerPerson(service.client);
      await Promise.all([
        CHANGES.suspendUser(service.client, idOf(person), withKey(secret)),
        clientOf(service, scripts.administrator).run(SetUserRoleDocument, {
          input: { userId: idOf(person), role: 'ADMIN' },
        }),
      ]);
      const events = await service.database.auditEvent.findMany({
        where: { userId: idOf(person), type: { in: ['user_suspended', 'user_role_changed'] } },
        orderBy: { id: 'asc' },
      });
      // A suspension that came first stands; none follows the appointment.
      expect(events.at(-1)?.type).toBe('user_role_changed');
    }
  });
});
