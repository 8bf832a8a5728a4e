import {
  ChangePasswordDocument,
  LoginDocument,
  RefreshTokenDocument,
} from '../../../src/generated/client/operations.js';
import { Mailbox } from '../../support/adapters.js';
import { ageSession, PAST_RECOVERY } from '../../support/aged-sessions.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

class ShutMailbox extends Mailbox {
  override async send(): Promise<void> {
    throw new Error('down');
  }
}

describe('a security notification', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ adapters: { mailer: new ShutMailbox() } });
  });
  afterAll(() => service.stop());

  const login = (person: Person, deviceFingerprint: string) =>
    service.client.ask(LoginDocument, {
      input: { usernameOrEmail: person.email, password: PASSWORD, deviceFingerprint },
    });

  const CAUSES: Readonly<Record<string, (person: Person) => Promise<unknown>>> = {
    'a sign-in with a new device': (person) => login(person, 'phone'),
    'a change of password': ({ tokens }) =>
      service.client.as(tokens.accessToken).run(ChangePasswordDocument, {
        input: { currentPassword: PASSWORD, newPassword: 'Correct-Horse-9' },
      }),
    'a refresh token that comes back': async ({ tokens }) => {
      const refresh = () =>
        service.client.ask(RefreshTokenDocument, { input: { refreshToken: tokens.refreshToken } });
      await refresh();
      await ageSession(service.database, tokens.refreshToken, PAST_RECOVERY);
      await refresh();
      await refresh();
    },
  };

  it.each(Object.keys(CAUSES))('PR-8: of %s is in the database before the answer is out', async (cause) => {
    const person = await registerPerson(service.client, { deviceFingerprint: 'laptop' });
    const before = await service.database.outboxMail.findMany();
    await CAUSES[cause]?.(person);
    const known = new Set(before.map(({ id }) => id));
    const [notification, ...more] = (await service.database.outboxMail.findMany()).filter(
      ({ id }) => !known.has(id),
    );
    expect(more).toEqual([]);
    const life = (notification?.expiresAt.getTime() ?? 0) - (notification?.createdAt.getTime() ?? 0);
    expect(Math.round(life / 86_400_000)).toBe(3);
  });

  it('is not written for a sign-in with a device that is known', async () => {
    const person = await registerPerson(service.client, { deviceFingerprint: 'laptop' });
    const before = await service.database.outboxMail.count();
    await login(person, 'laptop');
    expect(await service.database.outboxMail.count()).toBe(before);
  });
});
