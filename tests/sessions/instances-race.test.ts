import { systemRandomness } from '../../src/core/randomness.js';
import {
  ChangePasswordDocument,
  LogoutDocument,
  MeDocument,
  RefreshTokenDocument,
  RegisterDocument,
} from '../../src/generated/client/operations.js';
import { createTestStorage, STORAGE_KINDS, type TestStorage } from '../support/database.js';
import { type Instance, startInstance } from '../support/instances.js';
import { codesOf, generationOf, outcomesAtOnce, times } from '../support/outcomes.js';
import { newcomer, registerPerson } from '../support/people.js';

// An embedded database belongs to one process.
const describeShared = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;

describeShared('16 instances that start together over one new PostgreSQL', () => {
  let storage: TestStorage;
  let instances: Instance[] = [];
  beforeAll(async () => {
    storage = await createTestStorage('postgresql');
    const authSecret = systemRandomness.bytes(32);
    instances = await Promise.all(times(16, 0).map(() => startInstance(storage.storage, authSecret)));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await storage.cleanup();
  });

  const instance = (index: number) => instances[index % instances.length] as Instance;

  it('make one signing key and share it', async () => {
    const answers = await Promise.all(instances.map(({ url }) => fetch(`${url}/.well-known/jwks.json`)));
    const sets = await Promise.all(answers.map((answer) => answer.json() as Promise<{ keys: object[] }>));
    expect(sets[0]?.keys).toHaveLength(1);
    expect(sets).toEqual(times(16, sets[0]));
  });

  it('accept the tokens of each other', async () => {
    const { tokens } = await registerPerson(instance(0).client);
    const seen = await outcomesAtOnce(16, (i) =>
      instance(i).client.ask(MeDocument, {}, { token: tokens.accessToken }),
    );
    expect(seen.won.map(({ data }) => data.me?.id)).toEqual(times(16, tokens.user.id));
  });

  it('see a logout on one of them at the very next operation', async () => {
    const { tokens } = await registerPerson(instance(0).client);
    const me = (i: number) => instance(i).client.ask(MeDocument, {}, { token: tokens.accessToken });
    await outcomesAtOnce(16, me);
    await instance(3).client.run(LogoutDocument, { input: null }, { token: tokens.accessToken });
    expect((await outcomesAtOnce(16, me)).codes).toEqual(times(16, 'TOKEN_INVALID'));
  });

  it('take one step when each is asked to refresh the same token', async () => {
    const { tokens } = await registerPerson(instance(0).client);
    let current = times(16, tokens.refreshToken);
    for (const generation of [2, 3, 4]) {
      const { won, codes } = await outcomesAtOnce(16, (i) =>
        instance(i).client.ask(RefreshTokenDocument, { input: { refreshToken: current[i] ?? '' } }),
      );
      expect(codes).toEqual([]);
      current = won.map(({ data }) => data.refreshToken.refreshToken);
      expect(current.map(generationOf)).toEqual(times(16, generation));
    }
  });

  it('make one account when each is asked to register the same email', async () => {
    const email = newcomer().email;
    const { won, codes } = await outcomesAtOnce(16, (i) =>
      instance(i).client.ask(RegisterDocument, { input: newcomer({ email }) }),
    );
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'EMAIL_TAKEN'));
  });

  it('let one of two changes of a password win', async () => {
    const person = await registerPerson(instance(0).client);
    const { won, codes } = await outcomesAtOnce(2, (i) =>
      instance(i).client.ask(
        ChangePasswordDocument,
        { input: { currentPassword: person.password, newPassword: `Chosen-Password-${i}!` } },
        { token: person.tokens.accessToken },
      ),
    );
    expect(won).toHaveLength(1);
    expect(codes).toEqual(['INVALID_CREDENTIALS']);
    const me = instance(5).client.ask(MeDocument, {}, { token: person.tokens.accessToken });
    expect(codesOf(await me)).toEqual([]);
  });
});
