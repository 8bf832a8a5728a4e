import { readConfig } from '../../../src/app/config.js';
import {
  LoginDocument,
  MeDocument,
  RegisterDocument,
  type RegisterInput,
} from '../../../src/generated/client/operations.js';
import { outcomesAtOnce } from '../../support/outcomes.js';
import { newcomer, PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { USERNAMES: 'derived' } });
});
afterAll(() => service.stop());

const ask = (input: RegisterInput, { client } = service) => client.ask(RegisterDocument, { input });
const usernameFor = async (email: string) => {
  const { register } = await service.client.run(RegisterDocument, { input: { email, password: PASSWORD } });
  return register.user.username;
};
const ENDING = '_[a-z2-7]{8}$';

describe('USERNAMES=derived', () => {
  it('makes a username of the local part of the address where none is given', async () => {
    const [name, domain] = [uniqueName(), `${uniqueName()}.example.com`];
    expect(await usernameFor(`${name}@${domain}`)).toBe(name);
    expect(await usernameFor(`Jane.${name}+shop@${domain}`)).toBe(`jane_${name}`);
    expect(await usernameFor(`${'long.'.repeat(12)}x@${domain}`)).toBe('long_long_long_long_long_long_lo');
    expect(await usernameFor(`q@${domain}`)).toBe('user_q');
  });

  it('takes the username that is given, by the rules of a registration', async () => {
    const person = await registerPerson(service.client, { username: 'Chosen_By_Ada' });
    expect(person.tokens.user.username).toBe('Chosen_By_Ada');
    const { errors } = await ask(newcomer({ username: 'CHOSEN_by_ada' }));
    expect(errors[0]?.extensions).toMatchObject({ code: 'USERNAME_TAKEN' });
    for (const username of ['', 'ab', 'two words', 'admin'])
      expect((await ask(newcomer({ username }))).errors[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
      });
  });

  it('adds a random ending to a username that is taken or reserved', async () => {
    const name = uniqueName();
    await registerPerson(service.client, { username: name.toUpperCase() });
    const taken = await usernameFor(`${name}@example.org`);
    expect(taken).toMatch(new RegExp(`^${name}${ENDING}`));
    expect(await usernameFor(`admin@${uniqueName()}.example.com`)).toMatch(new RegExp(`^admin${ENDING}`));
    // It tells nothing of the address: the same one gets another after the account is gone.
    await service.database.user.deleteMany({ where: { username: taken } });
    expect(await usernameFor(`${name}@example.org`)).not.toBe(taken);
  });

  it('lets the user sign in with the address or with the derived username', async () => {
    const email = `${uniqueName()}@example.com`;
    const username = await usernameFor(email);
    for (const usernameOrEmail of [email, username]) {
      const input = { usernameOrEmail, password: PASSWORD };
      const { login } = await service.client.run(LoginDocument, { input });
      const { me } = await service.client.as(login.accessToken).run(MeDocument, {});
      expect(me).toMatchObject({ username, email });
    }
  });

  it('says of a taken address that the address is taken', async () => {
    const email = `${uniqueName()}@example.com`;
    await usernameFor(email);
    const { errors } = await ask({ email: email.toUpperCase(), password: PASSWORD });
    expect(errors[0]?.extensions).toMatchObject({ code: 'EMAIL_TAKEN' });
  });

  it('refuses a password that contains the derived username', async () => {
    const name = uniqueName();
    const { errors } = await ask({ email: `x.${name}@example.com`, password: `X_${name}A1!` });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'WEAK_PASSWORD',
      fields: expect.arrayContaining([expect.objectContaining({ rule: 'containsUsername' })]),
    });
  });

  it.each([1, 2, 3])(
    'gives sixteen users of one local part, who register at once, sixteen usernames (round %i)',
    async () => {
      const name = uniqueName();
      const { won, codes } = await outcomesAtOnce(16, (i) =>
        ask({ email: `${name}@host${i}.example.com`, password: PASSWORD }),
      );
      expect(codes).toEqual([]);
      const usernames = won.map(({ data }) => data.register.user.username);
      expect(new Set(usernames).size).toBe(16);
      expect(usernames.filter((username) => username === name)).toHaveLength(1);
    },
  );

  it('makes one account of one address that registers sixteen times at once', async () => {
    const input = { email: `${uniqueName()}@example.com`, password: PASSWORD };
    const { won, codes } = await outcomesAtOnce(16, () => ask(input));
    expect(won).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['EMAIL_TAKEN']));
  });
});

describe('USERNAMES=required', () => {
  it('is the default, and refuses a registration without a username', async () => {
    expect(readConfig({}).usernames).toBe('required');
    const strict = await startService();
    for (const username of [undefined, null]) {
      const { errors } = await ask(
        { email: 'ada@example.com', password: PASSWORD, ...(username === null && { username }) },
        strict,
      );
      expect(errors[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ field: 'username', rule: 'required', message: 'Is required' }],
      });
    }
    await strict.stop();
  });
});
