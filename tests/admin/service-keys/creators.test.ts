import {
  CreateServiceKeyDocument,
  DeleteAccountDocument,
  IntrospectTokenDocument,
  ServiceKeysDocument,
  SetUserRoleDocument,
  SuspendUserDocument,
} from '../../../src/generated/client/operations.js';
import {
  appointedAdministrator,
  clientOf,
  createServiceKey,
  giveRole,
} from '../../support/administrators.js';
import { outcomesAtOnce, pause } from '../../support/outcomes.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

const SUBJECT = 'A former administrator left service keys';

let service: TestService;
let other: Person;
beforeAll(async () => {
  service = await startService();
  other = await appointedAdministrator(service, { languageCode: 'de' });
}, START_LIMIT);
afterAll(() => service.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const listed = async (id: string) =>
  (await clientOf(service, other).run(ServiceKeysDocument, {})).serviceKeys.find((key) => key.id === id);
const eventsOf = (person: Person) =>
  service.database.auditEvent.findMany({ where: { type: 'service_keys_left', userId: idOf(person) } });

/** The subjects of what an administrator was told of keys, once it is as much as is waited for and nothing follows. */
async function told({ email }: Person, count: number): Promise<string[]> {
  const arrived = () =>
    service.mailbox.to(email).filter(({ subject }) => /service keys|Dienstschlüssel/.test(subject));
  for (let tries = 0; tries < 1500 && arrived().length < count; tries++) await pause(10);
  await pause(60);
  return arrived().map(({ subject }) => subject);
}

type Made = Awaited<ReturnType<typeof createServiceKey>>;

const DEPARTURES: Readonly<
  Record<string, { leave: (made: Made) => Promise<unknown>; actor: (made: Made) => string }>
> = {
  demoted: {
    leave: ({ administrator }) =>
      clientOf(service, other).run(SetUserRoleDocument, {
        input: { userId: idOf(administrator), role: 'USER' },
      }),
    actor: () => idOf(other),
  },
  suspended: {
    leave: ({ administrator }) =>
      clientOf(service, other).run(SuspendUserDocument, {
        input: { userId: idOf(administrator), reason: 'lost their laptop' },
      }),
    actor: () => idOf(other),
  },
  deleted: {
    leave: ({ administrator }) =>
      clientOf(service, administrator).run(DeleteAccountDocument, { input: { password: PASSWORD } }),
    actor: ({ administrator }) => idOf(administrator),
  },
};

describe('a service key whose creator', () => {
  it.each(Object.entries(DEPARTURES))(
    'is %s shows it in the list, and the others are told',
    async (_how, { leave, actor }) => {
      const made = await createServiceKey(service);
      await clientOf(service, made.administrator).run(CreateServiceKeyDocument, {
        input: { name: 'second' },
      });
      expect((await listed(made.id))?.creatorIsAdministrator).toBe(true);
      const before = (await told(other, 0)).length;
      await leave(made);
      expect((await listed(made.id))?.creatorIsAdministrator).toBe(false);
      expect(await eventsOf(made.administrator)).toMatchObject([
        { actorId: actor(made), metadata: { keys: 2 } },
      ]);
      // One mail for both keys, in the reader's language, and none to whoever leaves.
      expect(await told(other, before + 1)).toHaveLength(before + 1);
      expect((await told(other, 0)).at(-1)).toBe('Dienstschlüssel eines früheren Administrators');
      expect(await told(made.administrator, 0)).toEqual([]);
      // The key is the service's: nobody's service stops for that.
      const headers = { 'latchkey-service-key': made.secret };
      const { introspectToken } = await service.client.run(
        IntrospectTokenDocument,
        { input: { token: other.tokens.accessToken } },
        { headers },
      );
      expect(introspectToken.active).toBe(true);
    },
  );

  it('is demoted by the operator tells every administrator, in their own language', async () => {
    const made = await createServiceKey(service);
    const reader = await appointedAdministrator(service, { languageCode: 'en' });
    await giveRole(service, made.administrator, 'USER');
    expect(await told(reader, 1)).toEqual([SUBJECT]);
    const [mail] = service.mailbox.to(reader.email).filter(({ subject }) => subject === SUBJECT);
    expect(mail?.text).toContain('revoke');
    expect(mail?.text).not.toContain('http');
    expect(await eventsOf(made.administrator)).toMatchObject([{ actorId: null }]);
  });

  it('leaves once is told once, and again only after another appointment', async () => {
    const made = await createServiceKey(service);
    await giveRole(service, made.administrator, 'USER');
    await giveRole(service, made.administrator, 'USER');
    expect(await eventsOf(made.administrator)).toHaveLength(1);
    await giveRole(service, made.administrator, 'ADMIN');
    expect((await listed(made.id))?.creatorIsAdministrator).toBe(true);
    await giveRole(service, made.administrator, 'USER');
    expect(await eventsOf(made.administrator)).toHaveLength(2);
  });

  it('is demoted by sixteen at once is told once', async () => {
    const made = await createServiceKey(service);
    const variables = { input: { userId: idOf(made.administrator), role: 'USER' } } as const;
    const { won } = await outcomesAtOnce(16, () =>
      clientOf(service, other).ask(SetUserRoleDocument, variables),
    );
    expect(won).toHaveLength(16);
    expect(await eventsOf(made.administrator)).toHaveLength(1);
  });
});

describe('an administrator without a service key', () => {
  it('leaves, and nobody is told', async () => {
    const administrator = await appointedAdministrator(service);
    const before = (await told(other, 0)).length;
    await giveRole(service, administrator, 'USER');
    const someone = await registerPerson(service.client);
    await clientOf(service, someone).run(DeleteAccountDocument, { input: { password: PASSWORD } });
    expect(await told(other, before)).toHaveLength(before);
    expect(await eventsOf(administrator)).toEqual([]);
  });
});
