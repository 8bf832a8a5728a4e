import {
  DeleteAccountDocument,
  ExportMyDataDocument,
  ReinstateUserDocument,
  SuspendUserDocument,
  type SuspendUserInput,
} from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import type { Client } from '../../support/client.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
let admin: Person;
let client: Client;
beforeAll(async () => {
  service = await startService();
  admin = await appointedAdministrator(service);
  client = clientOf(service, admin);
});
afterAll(() => service.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const suspend = async (person: Person, input: Partial<SuspendUserInput> = {}) =>
  (await client.run(SuspendUserDocument, { input: { userId: idOf(person), reason: 'spam', ...input } }))
    .suspendUser.user;
const eventsOf = (person: Person, type: string) =>
  service.database.auditEvent.findMany({ where: { userId: idOf(person), type }, orderBy: { id: 'asc' } });

describe('the reason of a suspension', () => {
  it('DR-6: leaves nothing of its reason to who exports their data, nor after they are gone', async () => {
    const person = await registerPerson(service.client);
    const reason = 'shares a card with somebody else';
    await suspend(person, { reason });
    await client.run(ReinstateUserDocument, { input: { userId: idOf(person), reason } });
    const { accessToken } = await logIn(service.client, person);
    const own = service.client.as(accessToken);
    const exported = JSON.stringify((await own.run(ExportMyDataDocument, {})).exportMyData);
    expect(exported).toContain('user_suspended');
    expect(exported).not.toMatch(/shares a card|suspensionReason/);
    await own.run(DeleteAccountDocument, { input: { password: PASSWORD } });
    const events = await eventsOf(person, 'user_suspended');
    expect(events).toMatchObject([{ actorId: idOf(admin), reason: null, ipAddress: null, userAgent: null }]);
  });

  it('DR-6: forgets where its administrator sat, when the administrator is gone', async () => {
    const leaving = await appointedAdministrator(service);
    const person = await registerPerson(service.client);
    const own = clientOf(service, leaving);
    await own.run(SuspendUserDocument, { input: { userId: idOf(person), reason: 'spam' } });
    await own.run(DeleteAccountDocument, { input: { password: PASSWORD } });
    expect(await eventsOf(person, 'user_suspended')).toMatchObject([
      { actorId: idOf(leaving), reason: 'spam', ipAddress: null, userAgent: null },
    ]);
  });
});
