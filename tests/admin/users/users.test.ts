import { Duration } from '../../../src/core/duration.js';
import {
  SuspendUserDocument,
  UsersDocument,
  type UsersQueryVariables,
} from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import type { Client } from '../../support/client.js';
import { newcomer, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
let client: Client;
beforeAll(async () => {
  service = await startService();
  client = clientOf(service, await appointedAdministrator(service));
});
afterAll(() => service.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const list = async (variables: UsersQueryVariables) => (await client.run(UsersDocument, variables)).users;
const namesBy = async (filter: NonNullable<UsersQueryVariables['filter']>) =>
  (await list({ filter })).nodes.map(({ username }) => username);

/** People whose names, and emails, begin alike: a list of their own among all others. */
async function namesakes(count: number): Promise<{ stem: string; people: Person[] }> {
  const stem = uniqueName();
  const people: Person[] = [];
  for (let i = 0; i < count; i++)
    people.push(
      await registerPerson(service.client, { username: `${stem}_${i}`, email: `${stem}.${i}@example.com` }),
    );
  return { stem, people };
}

describe('users', () => {
  it('come page by page, the newest first, each once, also while others arrive and go', async () => {
    const { stem, people } = await namesakes(5);
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; ; page++) {
      const { nodes, pageInfo } = await list({ filter: { search: stem }, first: 2, after });
      seen.push(...nodes.map(({ username }) => username));
      after = pageInfo.endCursor ?? null;
      if (!pageInfo.hasNextPage) break;
      await registerPerson(service.client, { username: `${stem}_new${page}` });
      // Whom the cursor stands for goes: the next page goes on from there all the same.
      await service.database.user.delete({ where: { id: nodes[1]?.id ?? '' } });
    }
    expect(seen).toEqual(people.map(({ username }) => username).reverse());
  });

  it('are in one order, also where many came in the same millisecond', async () => {
    const { stem, people } = await namesakes(6);
    const createdAt = service.clock.now();
    await service.database.user.updateMany({
      where: { id: { in: people.map(idOf) } },
      data: { createdAt },
    });
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { nodes, pageInfo } = await list({ filter: { search: stem }, first: 1, after });
      seen.push(...nodes.map(({ id }) => id));
      after = pageInfo.endCursor ?? null;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(people.map(idOf).sort().reverse());
  });

  it('are found by what their username or email begins with, in any case', async () => {
    const { stem, people } = await namesakes(1);
    const [person] = people as [Person];
    for (const search of [person.username, person.email, stem.toUpperCase(), ` ${stem} `])
      expect(await namesBy({ search })).toEqual([person.username]);
    expect(await namesBy({ search: stem.slice(1) })).toEqual([]);
    expect(await namesBy({ search: 'example.com' })).toEqual([]);
  });

  it('AD-6: are found by every character as it is: `%`, `_` and `\\` stand for themselves', async () => {
    const stem = uniqueName();
    const register = (username: string, email = newcomer().email) =>
      registerPerson(service.client, { username, email });
    await register(`${stem}_a`);
    await register(`${stem}xa`, `${stem}%p@example.com`);
    expect(await namesBy({ search: `${stem}_` })).toEqual([`${stem}_a`]);
    expect(await namesBy({ search: `${stem}%` })).toEqual([`${stem}xa`]);
    expect(await namesBy({ search: `${stem}%p` })).toEqual([`${stem}xa`]);
    for (const search of ['%', '_', '%%', '\\', `${stem}\\`, `${stem}\\_`, `${stem}\\%`, "' OR '1'='1"])
      expect(await namesBy({ search })).toEqual([]);
    for (const search of ['\u0000', `${stem}\u0000`, '\ud800', 'é', '🦊', 'ſ', 'K'])
      expect(await namesBy({ search })).toEqual([]);
  });

  it('are narrowed by role, status, verification and time, together', async () => {
    const { stem, people } = await namesakes(4);
    const [plain, suspended, verified, admin] = people as [Person, Person, Person, Person];
    const by = (filter: object) => namesBy({ search: stem, ...filter });
    const only = (person: Person) => [person.username];
    await client.run(SuspendUserDocument, { input: { userId: idOf(suspended), reason: 'x' } });
    await service.database.user.update({
      where: { id: idOf(verified) },
      data: { emailVerifiedAt: new Date() },
    });
    await service.database.user.update({ where: { id: idOf(admin) }, data: { role: 'ADMIN' } });
    expect(await by({ status: 'SUSPENDED' })).toEqual(only(suspended));
    expect(await by({ role: 'ADMIN' })).toEqual(only(admin));
    expect(await by({ emailVerified: true })).toEqual(only(verified));
    expect(await by({ role: 'USER', status: 'ACTIVE', emailVerified: false })).toEqual(only(plain));
    const { createdAt } = verified.tokens.user;
    expect(await by({ since: createdAt })).toEqual([admin.username, verified.username]);
    expect(await by({ until: createdAt })).toEqual([suspended.username, plain.username]);
    expect(await by({ role: null, status: null, emailVerified: null, since: null })).toHaveLength(4);
  });

  it('count as suspended no longer than their suspension lasts', async () => {
    const { stem, people } = await namesakes(1);
    const userId = idOf(people[0] as Person);
    const until = Duration.minutes(5).after(service.clock.now()).toISOString();
    await client.run(SuspendUserDocument, { input: { userId, reason: 'x', until } });
    expect(await namesBy({ search: stem, status: 'SUSPENDED' })).toHaveLength(1);
    service.clock.advance(Duration.minutes(6));
    expect(await namesBy({ search: stem, status: 'SUSPENDED' })).toEqual([]);
    expect(await namesBy({ search: stem, status: 'ACTIVE' })).toHaveLength(1);
  });

  it('DO-7, AD-6: are a hundred a page at the most, and twenty unless said otherwise', async () => {
    const row = (i: number) => {
      const name = `${uniqueName()}${i}`;
      const keys = { usernameKey: name, emailKey: `${name}@example.com`, referralCode: name.slice(0, 16) };
      return { ...keys, id: crypto.randomUUID(), username: name, email: keys.emailKey, languageCode: 'en' };
    };
    const data = Array.from({ length: 101 }, (_, i) => ({ ...row(i), createdAt: new Date() }));
    await service.database.user.createMany({ data });
    expect((await list({ first: 100 })).nodes).toHaveLength(100);
    for (const variables of [{}, { first: null }]) {
      const { nodes, pageInfo } = await list(variables);
      expect([nodes.length, pageInfo.hasNextPage]).toEqual([20, true]);
    }
  });

  it.each<[UsersQueryVariables, string]>([
    [{ first: -1 }, 'first'],
    [{ first: 0 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ first: 2_147_483_647 }, 'first'],
    [{ first: 2 ** 31 }, 'first'],
    [{ after: 'nonsense' }, 'after'],
    [{ after: '' }, 'after'],
    [{ after: "1.x' OR 1=1 --" }, 'after'],
    [{ after: '999999999999999.00000000-0000-4000-8000-000000000000' }, 'after'],
    [{ filter: { search: '' } }, 'filter.search'],
    [{ filter: { search: 'x'.repeat(255) } }, 'filter.search'],
    [{ filter: { role: 'ROOT' as 'ADMIN' } }, 'role'],
  ])('DO-7, AD-6: refuses %j', async (variables, field) => {
    const refused = await client.refusal(UsersDocument, variables);
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field }] });
  });

  it('goes on from any cursor that could be one, be it of a time long past or far ahead', async () => {
    const at = (time: number) => list({ after: `${time}.ffffffff-ffff-4fff-bfff-ffffffffffff` });
    expect((await at(0)).nodes).toEqual([]);
    expect((await at(99_999_999_999_999)).nodes).toHaveLength(20);
    // The year 0, which the database cannot read.
    const after = '-62135596800001.ffffffff-ffff-4fff-bfff-ffffffffffff';
    expect(await client.refusal(UsersDocument, { after })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('come page by page as far back as accounts go that were imported', async () => {
    const { stem, people } = await namesakes(3);
    const ages = ['1969-12-31T23:59:59.999Z', '1900-01-01T00:00:00Z', '0001-01-01T00:00:00Z'];
    for (const [index, createdAt] of ages.entries())
      await service.database.user.update({
        where: { id: idOf(people[index] as Person) },
        data: { createdAt },
      });
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { nodes, pageInfo } = await list({ filter: { search: stem }, first: 1, after });
      seen.push(...nodes.map(({ username }) => username));
      after = pageInfo.endCursor ?? null;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(people.map(({ username }) => username));
  });

  it.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+12:00', '9999-12-31T23:59:59-12:00'])(
    'REG-12: are not looked for at an instant that has no year of four digits: %s',
    async (instant) => {
      for (const filter of [{ since: instant }, { until: instant }])
        expect((await client.refusal(UsersDocument, { filter })).code).toBe('BAD_USER_INPUT');
    },
  );

  it('AD-6: are sorted by nothing that a client names', async () => {
    const { errors } = await client.raw('{ users(orderBy: PASSWORD_HASH) { nodes { id } } }');
    expect(errors[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
