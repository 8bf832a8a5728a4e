import { systemRandomness } from '../../../src/core/randomness.js';
import {
  LoginDocument,
  MeDocument,
  RefreshTokenDocument,
  ReinstateUserDocument,
  RevokeUserSessionsDocument,
  SetUserRoleDocument,
  SuspendUserDocument,
  UsersDocument,
} from '../../../src/generated/client/operations.js';
import { appointedAdministrator, giveRole } from '../../support/administrators.js';
import { createTestStorage, STORAGE_KINDS, type TestStorage } from '../../support/database.js';
import { type Instance, startInstance } from '../../support/instances.js';
import { outcomesAtOnce } from '../../support/outcomes.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startTwoInstances } from '../../support/two-instances.js';

interface Pair {
  readonly one: Instance;
  readonly other: Instance;
  stop(): Promise<void>;
}

/** Each with a pool of its own over one PostgreSQL. */
async function startPair(): Promise<Pair> {
  const { storage, cleanup }: TestStorage = await createTestStorage('postgresql');
  const authSecret = systemRandomness.bytes(32);
  const [one, other] = [await startInstance(storage, authSecret), await startInstance(storage, authSecret)];
  const stop = async () => {
    await Promise.all([one.stop(), other.stop()]);
    await cleanup();
  };
  return { one, other, stop };
}

let pair: Pair;
let admin: Person;
let person: Person;
beforeAll(async () => {
  pair = STORAGE_KINDS.includes('postgresql') ? await startPair() : await startTwoInstances();
  admin = await appointedAdministrator(pair.one);
});
beforeEach(async () => {
  person = await registerPerson(pair.one.client);
});
afterAll(() => pair.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const here = () => pair.one.client.as(admin.tokens.accessToken);
const there = ({ tokens }: Person) => pair.other.client.as(tokens.accessToken);

describe('the other instance', () => {
  it('AD-1: refuses who was suspended on this one, at their next operation, and after a reinstatement', async () => {
    await there(person).run(MeDocument, {});
    await here().run(SuspendUserDocument, { input: { userId: idOf(person), reason: 'spam' } });
    expect((await there(person).refusal(MeDocument, {})).code).toBe('TOKEN_INVALID');
    const { refreshToken } = person.tokens;
    const refused = await pair.other.client.refusal(RefreshTokenDocument, { input: { refreshToken } });
    expect(refused.code).toBe('ACCOUNT_SUSPENDED');
    const login = { input: { usernameOrEmail: person.username, password: PASSWORD } };
    expect((await pair.other.client.refusal(LoginDocument, login)).code).toBe('ACCOUNT_SUSPENDED');
    await here().run(ReinstateUserDocument, { input: { userId: idOf(person) } });
    expect((await there(person).refusal(MeDocument, {})).code).toBe('TOKEN_INVALID');
    await pair.other.client.run(LoginDocument, login);
  });

  it('AD-1: lets who was appointed on this one administer at their next operation, and no longer than that', async () => {
    const list = () => there(person).ask(UsersDocument, { first: 1 });
    expect((await list()).errors).toHaveLength(1);
    await here().run(SetUserRoleDocument, { input: { userId: idOf(person), role: 'ADMIN' } });
    expect((await list()).errors).toEqual([]);
    await here().run(SetUserRoleDocument, { input: { userId: idOf(person), role: 'USER' } });
    expect((await list()).errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('AD-1: refuses who was signed out on this one, at their next operation', async () => {
    await there(person).run(MeDocument, {});
    await here().run(RevokeUserSessionsDocument, { input: { userId: idOf(person) } });
    expect((await there(person).refusal(MeDocument, {})).code).toBe('TOKEN_INVALID');
    const { refreshToken } = person.tokens;
    const refused = await pair.other.client.refusal(RefreshTokenDocument, { input: { refreshToken } });
    expect(refused.code).toBe('TOKEN_INVALID');
  });

  it('AD-4: shares one set of administrators: two who demote each other, one on each, leave one, sixteen times', async () => {
    for (let round = 0; round < 16; round++) {
      await giveRole(pair.one, admin, 'ADMIN');
      await giveRole(pair.one, person, 'ADMIN');
      const { won, codes } = await outcomesAtOnce(2, (i) =>
        i === 0
          ? here().ask(SetUserRoleDocument, { input: { userId: idOf(person), role: 'USER' } })
          : there(person).ask(SetUserRoleDocument, { input: { userId: idOf(admin), role: 'USER' } }),
      );
      expect([won.length, codes]).toEqual([1, ['FORBIDDEN']]);
      const left = await pair.other.admin.directory.list({ role: 'ADMIN' }, { count: 10 });
      expect(left.map(({ id }) => id)).toEqual([idOf(won[0]?.index === 0 ? admin : person)]);
    }
    await giveRole(pair.one, admin, 'ADMIN');
  });
});
