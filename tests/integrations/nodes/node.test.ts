import { AdjustBalanceDocument, NodeDocument } from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import type { Client } from '../../support/client.js';
import { codesOf } from '../../support/outcomes.js';
import { type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const ALL = '{ me { id ledgerEntries(first: 1) { nodes { id } } } auditEvents(first: 1) { nodes { id } } }';
type Ids = Readonly<Record<'User' | 'AuditEvent' | 'LedgerEntry', string>>;

describe('node', () => {
  let service: TestService;
  let owner: Person;
  let other: Client;
  let administrator: Client;
  let ids: Ids;

  beforeAll(async () => {
    service = await startService({ env: { RATE_LIMITS: 'on' } });
    owner = await registerPerson(service.client);
    other = clientOf(service, await registerPerson(service.client));
    administrator = clientOf(service, await appointedAdministrator(service));
    const userId = owner.tokens.user.id;
    const input = { userId, account: 'REFERRAL', amount: '1.00', reason: 'test' } as const;
    await administrator.run(AdjustBalanceDocument, { input });
    ids = await idsOf(clientOf(service, owner));
  });
  afterAll(() => service.stop());

  async function idsOf(client: Client): Promise<Ids> {
    type Listed = { readonly nodes: readonly { readonly id: string }[] };
    const { data } = await client.raw<{ me: { id: string; ledgerEntries: Listed }; auditEvents: Listed }>(
      ALL,
    );
    return {
      User: data?.me.id ?? '',
      AuditEvent: data?.auditEvents.nodes[0]?.id ?? '',
      LedgerEntry: data?.me.ledgerEntries.nodes[0]?.id ?? '',
    };
  }

  const typeOf = async (client: Client, id: string) => {
    const { node } = await client.run(NodeDocument, { id });
    return node && [node.__typename, node.id];
  };

  it.each(['User', 'AuditEvent', 'LedgerEntry'] as const)(
    'finds a %s by the id that it has everywhere else, for its owner and for administrators alone',
    async (type) => {
      for (const client of [clientOf(service, owner), administrator])
        expect(await typeOf(client, ids[type])).toEqual([type, ids[type]]);
      expect(await typeOf(other, ids[type])).toBeNull();
    },
  );

  it('answers the same for what is unknown as for what belongs to somebody else', async () => {
    const strange = [
      NOBODY,
      `User:${ids.User}`,
      `AuditEvent:${NOBODY}`,
      ids.AuditEvent.replace('AuditEvent:', ''),
      ids.AuditEvent.replace('AuditEvent', 'LedgerEntry'),
      ids.AuditEvent.replace('AuditEvent', '__proto__'),
      `Session:${ids.User}`,
      `${ids.AuditEvent}:`,
      ids.User.toUpperCase(),
      '',
    ];
    const foreign = await other.ask(NodeDocument, { id: ids.User });
    for (const id of strange)
      expect([id, (await other.ask(NodeDocument, { id })).text]).toEqual([id, foreign.text]);
    for (const id of strange) expect(await typeOf(administrator, id)).toBeNull();
  });

  it('shows no event that only administrators may read, though it concerns the user', async () => {
    const [id, userId] = ['00000000-0000-7000-8000-000000000002', ids.User];
    await service.database.auditEvent.create({
      data: {
        id,
        type: 'referral_refused',
        outcome: 'FAILURE',
        userId,
        metadata: { because: 'mailbox' },
        requestId: NOBODY,
        createdAt: service.clock.now(),
      },
    });
    expect(await typeOf(clientOf(service, owner), `AuditEvent:${id}`)).toBeNull();
    expect(await typeOf(administrator, `AuditEvent:${id}`)).toEqual(['AuditEvent', `AuditEvent:${id}`]);
  });

  it('needs an access token', async () => {
    expect(codesOf(await service.client.ask(NodeDocument, { id: ids.User }))).toEqual(['UNAUTHENTICATED']);
  });

  it('GT-2: may be asked for ten objects in an operation, counted after fragments', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => `n${index}: node(id: "${NOBODY}") { id }`).join(' ');
    expect(codesOf(await other.raw(`{ ${many(10)} }`))).toEqual([]);
    for (const document of [
      `{ ${many(11)} }`,
      `{ ...A ... on Query { ${many(6)} } } fragment A on Query { m: node(id: "x") { id } ...B } fragment B on Query { ${many(10)} }`,
    ]) {
      const { errors, status } = await other.raw(document);
      expect([status, errors[0]?.message]).toEqual([400, 'An operation may contain at most ten node fields']);
    }
  });

  it('RL-2: answers 600 times a minute for one account', async () => {
    const busy = clientOf(service, await registerPerson(service.client));
    const ten = Array.from({ length: 10 }, (_, index) => `n${index}: node(id: "x") { id }`).join(' ');
    for (let round = 0; round < 60; round++) expect(codesOf(await busy.raw(`{ ${ten} }`))).toEqual([]);
    expect(codesOf(await busy.raw('{ node(id: "x") { id } }'))).toEqual(['RATE_LIMITED']);
  });
});
