import { RevokeUserSessionsDocument } from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import type { Client } from '../../support/client.js';
import { type WatchedDatabase, watchDatabase } from '../../support/counting.js';
import { logIn, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const EVENTS =
  '{ auditEvents(first: 50) { nodes { type metadata actorId actor { username email } userId user { username email } } } }';

interface Shown {
  readonly type: string;
  readonly metadata: unknown;
  readonly actorId: string | null;
  readonly actor: { readonly username: string; readonly email: string | null } | null;
  readonly userId: string | null;
  readonly user: { readonly username: string; readonly email: string | null } | null;
}

describe('the people of an event', () => {
  let watched: WatchedDatabase;
  let service: TestService;
  let administrator: Person;
  let person: Person;
  let asPerson: Client;
  beforeAll(async () => {
    watched = await watchDatabase();
    service = await startService({ adapters: { database: watched.database } });
    administrator = await appointedAdministrator(service);
    person = await registerPerson(service.client);
    const userId = person.tokens.user.id;
    await clientOf(service, administrator).run(RevokeUserSessionsDocument, { input: { userId } });
    asPerson = service.client.as((await logIn(service.client, person)).accessToken);
  });
  afterAll(async () => {
    await service.stop();
    await watched.cleanup();
  });

  async function eventsFor(client: Client): Promise<readonly Shown[]> {
    const { data, errors } = await client.raw<{ auditEvents: { nodes: Shown[] } }>(EVENTS);
    expect(errors).toEqual([]);
    return data?.auditEvents.nodes ?? [];
  }

  it('are themselves to users, and nobody where an administrator acted', async () => {
    const self = { username: person.username, email: person.email };
    const events = await eventsFor(asPerson);
    expect(events.map(({ type, actor, user }) => [type, actor, user])).toEqual([
      ['LOGGED_IN', self, self],
      ['USER_SESSIONS_REVOKED', null, self],
      ['REGISTERED', self, self],
    ]);
  });

  it('are shown to administrators whole, and so are the ids of users who have gone', async () => {
    const gone = await registerPerson(service.client);
    await service.database.user.delete({ where: { id: gone.tokens.user.id } });
    const events = await eventsFor(clientOf(service, administrator));
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'USER_SESSIONS_REVOKED',
        actor: { username: administrator.username, email: administrator.email },
        user: { username: person.username, email: person.email },
      }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({
        userId: gone.tokens.user.id,
        actorId: gone.tokens.user.id,
        user: null,
        actor: null,
      }),
    );
  });

  it('cost one query a page, and none for one’s own events', async () => {
    watched.operations.length = 0;
    await eventsFor(asPerson);
    expect(watched.operations).toEqual(['rows', 'AuditEvent.findMany']);
    watched.operations.length = 0;
    await eventsFor(clientOf(service, administrator));
    expect(watched.operations.filter((operation) => operation !== 'rows')).toEqual([
      'AuditEvent.findMany',
      '$queryRaw',
    ]);
  });

  it('read of the metadata what its declaration gives them', async () => {
    const userId = person.tokens.user.id;
    await service.client
      .as((await logIn(service.client, administrator)).accessToken)
      .raw(`{ auditEvents(filter: { userId: "${userId}", outcome: SUCCESS }) { nodes { id } } }`);
    const query = '{ auditEvents(filter: { types: [ADMINISTRATION_READ] }) { nodes { metadata } } }';
    const told = async (client: Client) => (await client.raw(query)).data;
    expect(await told(asPerson)).toEqual({
      auditEvents: { nodes: [{ metadata: { operation: 'auditEvents' } }] },
    });
    expect(JSON.stringify(await told(clientOf(service, administrator)))).toContain(
      '{"operation":"auditEvents","filteredBy":["outcome"]}',
    );
  });
});
