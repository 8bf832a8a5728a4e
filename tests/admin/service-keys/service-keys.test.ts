import { Administrators } from '../../../src/accounts/users/administrators.service.js';
import { Duration } from '../../../src/core/duration.js';
import {
  CreateServiceKeyDocument,
  IntrospectTokenDocument,
  MeDocument,
  RefreshTokenDocument,
  ResetPasswordDocument,
  RevokeServiceKeyDocument,
  ServiceKeysDocument,
} from '../../../src/generated/client/operations.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { appointedAdministrator, createServiceKey } from '../../support/administrators.js';
import type { Answer } from '../../support/client.js';
import { codesOf, outcomesAtOnce, pause } from '../../support/outcomes.js';
import { type Person, registerPerson } from '../../support/people.js';
import { dumpOf } from '../../support/secret-scan.js';
import { START_LIMIT, type TestService } from '../../support/service.js';
import { type Instances, startTwoInstances } from '../../support/two-instances.js';

let instances: Instances;
let service: TestService;
let administrator: Person;
beforeAll(async () => {
  instances = await startTwoInstances();
  service = instances.one;
  administrator = await appointedAdministrator(service);
}, START_LIMIT);
afterAll(() => instances.stop());

const asAdministrator = () => service.client.as(administrator.tokens.accessToken);
const adminId = () => administrator.tokens.user.id;
const create = async (name: string) =>
  (await asAdministrator().run(CreateServiceKeyDocument, { input: { name } })).createServiceKey;
const list = async () => (await asAdministrator().run(ServiceKeysDocument, {})).serviceKeys;
const use = (secret: string, { client } = service) =>
  client.ask(
    IntrospectTokenDocument,
    { input: { token: administrator.tokens.accessToken } },
    { headers: { 'latchkey-service-key': secret } },
  );
const codeOf = ({ errors }: Awaited<ReturnType<typeof use>>) =>
  String(errors[0]?.extensions?.['code'] ?? 'accepted');
const eventsOf = (type: string, id: string) =>
  service.database.auditEvent.findMany({ where: { type, metadata: { path: ['key', 'id'], equals: id } } });

describe('a service key', () => {
  it('is told once to the administrator who makes it, and kept as a digest', async () => {
    const { secret, serviceKey } = await create('billing 2.0');
    expect(secret).toMatch(/^lks_[A-Za-z0-9_-]{43}$/);
    expect(serviceKey).toMatchObject({ name: 'billing 2.0', createdById: adminId(), lastUsedAt: null });
    expect(codeOf(await use(secret))).toBe('accepted');
    const listed = await list();
    expect(listed[0]).toMatchObject({ id: serviceKey.id, name: 'billing 2.0' });
    expect(JSON.stringify(listed)).not.toContain(secret.slice(4));
    expect(await dumpOf(service.database)).not.toContain(secret.slice(4));
  });

  it('ends at once when it is revoked, on every instance', async () => {
    const { secret, serviceKey } = await create('shipping');
    for (const instance of [instances.one, instances.other])
      expect(codeOf(await use(secret, instance))).toBe('accepted');
    const { revokeServiceKey } = await asAdministrator().run(RevokeServiceKeyDocument, {
      input: { serviceKeyId: serviceKey.id },
    });
    expect(revokeServiceKey).toEqual({
      success: true,
      message: 'The service key has been revoked',
      serviceKeyId: serviceKey.id,
    });
    for (const instance of [instances.one, instances.other])
      expect(codeOf(await use(secret, instance))).toBe('TOKEN_INVALID');
    expect((await list()).map(({ id }) => id)).not.toContain(serviceKey.id);
  });

  it('is revoked once, by whoever is first of sixteen', async () => {
    const { serviceKey } = await create('crowded');
    const { won, codes } = await outcomesAtOnce(16, () =>
      asAdministrator().ask(RevokeServiceKeyDocument, { input: { serviceKeyId: serviceKey.id } }),
    );
    expect([won.length, codes]).toEqual([1, Array(15).fill('NOT_FOUND')]);
    expect(await eventsOf('service_key_revoked', serviceKey.id)).toHaveLength(1);
  });

  it('is found by its id alone', async () => {
    for (const id of ['', 'crowded', "' OR true --", adminId()])
      expect(
        (await asAdministrator().refusal(RevokeServiceKeyDocument, { input: { serviceKeyId: id } })).code,
      ).toBe('NOT_FOUND');
  });

  it('AU-1: is on record, with who made it and who ended it', async () => {
    const { serviceKey } = await create('ledger');
    await asAdministrator().run(RevokeServiceKeyDocument, { input: { serviceKeyId: serviceKey.id } });
    for (const type of ['service_key_created', 'service_key_revoked'])
      expect(await eventsOf(type, serviceKey.id)).toMatchObject([
        { actorId: adminId(), outcome: 'SUCCESS', metadata: { key: { id: serviceKey.id, name: 'ledger' } } },
      ]);
  });

  it('GT-9: is the business of administrators, by what they are now', async () => {
    const { tokens } = await registerPerson(service.client);
    const attempts = (client = service.client) => [
      client.refusal(ServiceKeysDocument, {}),
      client.refusal(CreateServiceKeyDocument, { input: { name: 'mine' } }),
      client.refusal(RevokeServiceKeyDocument, { input: { serviceKeyId: tokens.user.id } }),
    ];
    const codes = async (of: ReturnType<typeof attempts>) => (await Promise.all(of)).map(({ code }) => code);
    expect(await codes(attempts())).toEqual(Array(3).fill('UNAUTHENTICATED'));
    expect(await codes(attempts(service.client.as(tokens.accessToken)))).toEqual(Array(3).fill('FORBIDDEN'));
    const former = await createServiceKey(service);
    await service.database.user.update({
      where: { id: former.administrator.tokens.user.id },
      data: { role: 'USER' },
    });
    const asFormer = service.client.as(former.administrator.tokens.accessToken);
    expect(await codes(attempts(asFormer))).toEqual(Array(3).fill('FORBIDDEN'));
    // The key is the service's: it outlives what became of who made it.
    expect(codeOf(await use(former.secret))).toBe('accepted');
  });

  it('AD-1: is made or ended by nobody whose role ended first, though they asked before', async () => {
    const { id, secret, administrator: acting } = await createServiceKey(service);
    const client = service.client.as(acting.tokens.accessToken);
    let asked: Promise<readonly Answer<unknown>[]> | undefined;
    await inTransaction(service.database, async (tx) => {
      await new Administrators().lock(tx);
      asked = Promise.all([
        client.ask(CreateServiceKeyDocument, { input: { name: 'too late' } }),
        client.ask(RevokeServiceKeyDocument, { input: { serviceKeyId: id } }),
      ]);
      // They have been let through as an administrator, and wait for the set of them.
      await pause(300);
      await tx.$executeRaw`UPDATE users SET role = 'USER' WHERE id = ${acting.tokens.user.id}::uuid`;
    });
    expect((await asked)?.flatMap(codesOf)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect((await list()).map(({ name }) => name)).not.toContain('too late');
    expect(codeOf(await use(secret))).toBe('accepted');
    const where = { type: 'administration_refused', userId: acting.tokens.user.id };
    const refused = await service.database.auditEvent.findMany({ where });
    const because = null;
    expect(refused.map(({ metadata }) => metadata)).toEqual(
      expect.arrayContaining([
        { operation: 'createServiceKey', targetId: null, because },
        { operation: 'revokeServiceKey', targetId: id, because },
      ]),
    );
  });

  it('has its use noted once a minute, however many use it at once', async () => {
    const { secret, serviceKey } = await create('busy');
    const noted = async () => (await list()).find(({ id }) => id === serviceKey.id)?.lastUsedAt;
    expect(await noted()).toBeNull();
    await Promise.all(Array.from({ length: 16 }, () => use(secret)));
    const first = await noted();
    expect(Date.parse(first ?? '')).toBeGreaterThan(Date.parse(serviceKey.createdAt) - 1);
    service.clock.advance(Duration.seconds(30));
    await use(secret);
    expect(await noted()).toBe(first);
    service.clock.advance(Duration.seconds(31));
    await use(secret);
    expect(Date.parse((await noted()) ?? '')).toBeGreaterThanOrEqual(Date.parse(first ?? '') + 60_000);
  });
});

describe('JWT-3: keys and tokens', () => {
  it('are never taken for one another', async () => {
    const { secret } = await create('matrix');
    const { accessToken, refreshToken } = administrator.tokens;
    const codes = {
      'key as bearer': (await service.client.refusal(MeDocument, {}, { token: secret })).code,
      'key as refresh token': (
        await service.client.refusal(RefreshTokenDocument, { input: { refreshToken: secret } })
      ).code,
      'key as mailed token': (
        await service.client.refusal(ResetPasswordDocument, {
          input: { token: secret.slice(4), newPassword: 'Another1Word!' },
        })
      ).code,
      'access token as key': codeOf(await use(accessToken)),
      'refresh token as key': codeOf(await use(refreshToken)),
      'access token instead of a key': (
        await service.client
          .as(accessToken)
          .refusal(IntrospectTokenDocument, { input: { token: accessToken } })
      ).code,
      'key as bearer instead of a key': (
        await service.client.as(secret).refusal(IntrospectTokenDocument, { input: { token: accessToken } })
      ).code,
    };
    expect(codes).toEqual({
      'key as bearer': 'TOKEN_INVALID',
      'key as refresh token': 'TOKEN_INVALID',
      'key as mailed token': 'TOKEN_INVALID',
      'access token as key': 'TOKEN_INVALID',
      'refresh token as key': 'TOKEN_INVALID',
      'access token instead of a key': 'UNAUTHENTICATED',
      'key as bearer instead of a key': 'UNAUTHENTICATED',
    });
  });

  it('a key is refused in every spelling but its own', async () => {
    const { secret } = await create('spelt');
    const bare = secret.slice(4);
    const spellings = [
      bare,
      `LKS_${bare}`,
      `lks-${bare}`,
      `Bearer ${secret}`,
      `${secret}=`,
      `${secret}, ${secret}`,
      secret.slice(0, -1),
      `lks_${'A'.repeat(43)}`,
      'lks_',
      '-',
      "lks_' OR true --",
      'x'.repeat(8000),
    ];
    const answers = await Promise.all(spellings.map((spelling) => use(spelling)));
    expect(answers.map(codeOf)).toEqual(spellings.map(() => 'TOKEN_INVALID'));
    expect(codeOf(await use(secret))).toBe('accepted');
  });
});
