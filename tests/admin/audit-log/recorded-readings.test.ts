import { Duration } from '../../../src/core/duration.js';
import {
  AuditEventsDocument,
  ExportMyDataDocument,
  ServiceKeysDocument,
  UserDocument,
  UsersDocument,
} from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import type { Client } from '../../support/client.js';
import { type Person, registerPerson } from '../../support/people.js';
import { START_LIMIT, type TestService } from '../../support/service.js';
import { type Instances, startTwoInstances } from '../../support/two-instances.js';

let instances: Instances;
let service: TestService;
let person: Person;
beforeAll(async () => {
  instances = await startTwoInstances();
  service = instances.one;
  person = await registerPerson(service.client);
}, START_LIMIT);
afterAll(() => instances.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const recorded = (reader: Person) =>
  service.database.auditEvent.findMany({
    where: { type: 'administration_read', actorId: idOf(reader) },
    orderBy: { id: 'asc' },
  });

const READINGS: Readonly<
  Record<
    string,
    { read: (client: Client) => Promise<unknown>; metadata: object; target: () => string | null }
  >
> = {
  users: {
    read: (client) => client.run(UsersDocument, { filter: { search: person.email, role: 'USER' } }),
    metadata: { operation: 'users', filteredBy: ['role', 'search'] },
    target: () => null,
  },
  user: {
    read: (client) => client.run(UserDocument, { id: idOf(person) }),
    metadata: { operation: 'user', filteredBy: [] },
    target: () => idOf(person),
  },
  auditEvents: {
    read: (client) => client.run(AuditEventsDocument, { filter: { userId: idOf(person) } }),
    metadata: { operation: 'auditEvents', filteredBy: [] },
    target: () => idOf(person),
  },
  serviceKeys: {
    read: (client) => client.run(ServiceKeysDocument, {}),
    metadata: { operation: 'serviceKeys', filteredBy: [] },
    target: () => null,
  },
};

describe('reading other people’s data', () => {
  it.each(Object.entries(READINGS))(
    'AU-1: is on record: %s',
    async (_operation, { read, metadata, target }) => {
      const administrator = await appointedAdministrator(service);
      await read(clientOf(service, administrator));
      expect(await recorded(administrator)).toMatchObject([
        {
          outcome: 'SUCCESS',
          metadata,
          userId: target() ?? idOf(administrator),
          ipAddress: '127.0.0.1',
        },
      ]);
    },
  );

  it('is one event in ten minutes for the same filter, whatever page is read', async () => {
    const administrator = await appointedAdministrator(service);
    const client = clientOf(service, administrator);
    const read = (variables: object) => client.run(UsersDocument, variables);
    const { users } = await read({ first: 1, filter: { role: 'USER' } });
    await read({ first: 1, filter: { role: 'USER' }, after: users.pageInfo.endCursor });
    expect(await recorded(administrator)).toHaveLength(1);
    await read({ filter: { role: 'ADMIN' } });
    await read({ filter: { search: 'a' } });
    await read({ filter: { search: 'b' } });
    expect(await recorded(administrator)).toHaveLength(4);
    service.clock.advance(Duration.minutes(9));
    await read({ filter: { role: 'USER' } });
    expect(await recorded(administrator)).toHaveLength(4);
    service.clock.advance(Duration.minutes(1));
    await read({ filter: { role: 'USER' } });
    expect(await recorded(administrator)).toHaveLength(5);
    service.clock.advance(Duration.minutes(-10));
  });

  it('is one event of sixteen at once, on two instances', async () => {
    const administrator = await appointedAdministrator(service);
    const clients = [instances.one, instances.other].map((instance) => clientOf(instance, administrator));
    await Promise.all(
      Array.from({ length: 16 }, (_, index) => clients[index % 2]?.run(UserDocument, { id: idOf(person) })),
    );
    expect(await recorded(administrator)).toHaveLength(1);
  });

  it('is listed where the type is asked for, and nowhere else', async () => {
    const administrator = await appointedAdministrator(service);
    const client = clientOf(service, administrator);
    await client.run(UserDocument, { id: idOf(person) });
    const typesFor = async (reader: Client, filter: object) =>
      (await reader.run(AuditEventsDocument, { filter, first: 100 })).auditEvents.nodes.map(
        ({ type }) => type,
      );
    expect(await typesFor(client, { userId: idOf(person) })).not.toContain('ADMINISTRATION_READ');
    const asked = await typesFor(client, { userId: idOf(person), types: ['ADMINISTRATION_READ'] });
    expect(asked).toContain('ADMINISTRATION_READ');
    // The user may know that it happened, and not from where.
    const own = clientOf(service, person);
    expect(await typesFor(own, {})).not.toContain('ADMINISTRATION_READ');
    const { auditEvents } = await own.run(AuditEventsDocument, {
      filter: { types: ['ADMINISTRATION_READ'] },
    });
    expect(auditEvents.nodes[0]).toMatchObject({
      actorId: null,
      ipAddress: null,
      sessionId: null,
    });
    const { exportMyData } = await own.run(ExportMyDataDocument, {});
    expect(JSON.stringify(exportMyData)).toContain('administration_read');
  });

  it('is no event where nothing of others was shown', async () => {
    const administrator = await appointedAdministrator(service);
    const client = clientOf(service, administrator);
    await client.run(UserDocument, { id: idOf(administrator) });
    await client.run(AuditEventsDocument, { filter: { userId: idOf(administrator) } });
    await client.run(UserDocument, { id: '00000000-0000-4000-8000-000000000000' });
    await client.refusal(UsersDocument, { first: 0 });
    expect(await recorded(administrator)).toEqual([]);
    const someone = await registerPerson(service.client);
    await clientOf(service, someone).run(AuditEventsDocument, {});
    await clientOf(service, someone).refusal(UsersDocument, {});
    expect(await recorded(someone)).toEqual([]);
  });

  it('DR-6: keeps no text that was searched for', async () => {
    const administrator = await appointedAdministrator(service);
    await clientOf(service, administrator).run(UsersDocument, { filter: { search: person.email } });
    const [event] = await recorded(administrator);
    expect(event?.metadata).toEqual({ operation: 'users', filteredBy: ['search'] });
  });

  it('goes on while it cannot be recorded, and the log says so', async () => {
    const administrator = await appointedAdministrator(service);
    await service.database.$executeRaw`ALTER TABLE recorded_reads RENAME TO recorded_reads_elsewhere`;
    const { user } = await clientOf(service, administrator).run(UserDocument, { id: idOf(person) });
    expect(user?.email).toBe(person.email);
    await service.database.$executeRaw`ALTER TABLE recorded_reads_elsewhere RENAME TO recorded_reads`;
    expect(service.log.lines.filter(({ sentence }) => sentence === 'audit event not recorded')).toHaveLength(
      1,
    );
  });

  it('leaves no name behind once it keeps no event back', async () => {
    // A test before this one has read ten minutes ahead.
    service.clock.advance(Duration.minutes(21));
    await service.housekeeping.sweep();
    expect(await service.database.recordedRead.count()).toBe(0);
  });
});
