import { PasswordPolicy } from '../../../src/credentials/passwords/password-policy.js';
import { ChangePasswordDocument, RegisterDocument } from '../../../src/generated/client/operations.js';
import type { Answer } from '../../support/client.js';
import { newcomer, PASSWORD, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { attempt, client, codeIn, requestedToken, reset } from '../../support/watched-service.js';

describe('a new password', () => {
  type Setter = (person: Person, password: string) => Promise<Answer<unknown>>;

  /** Each place where one is set. */
  const SETTERS: Readonly<Record<string, Setter>> = {
    register: ({ username, email }, password) =>
      client.ask(RegisterDocument, { input: newcomer({ username, email, password }) }),
    changePassword: ({ tokens }, newPassword) =>
      client
        .as(tokens.accessToken)
        .ask(ChangePasswordDocument, { input: { currentPassword: PASSWORD, newPassword } }),
    resetPassword: async (person, password) => reset(await linkOf(person), password),
  };

  /** One for each person: a password that is refused does not use it up. */
  const links = new Map<string, Promise<string>>();
  function linkOf({ email }: Person): Promise<string> {
    const link = links.get(email) ?? requestedToken({ email });
    links.set(email, link);
    return link;
  }

  it.each(Object.keys(SETTERS))(
    'REG-2: has 8 to 128 characters, and counts to its last one, at %s',
    async (name) => {
      const person =
        name === 'register'
          ? { ...newcomer(), tokens: { accessToken: '' } as Person['tokens'] }
          : await registerPerson(client);
      const set = async (password: string) =>
        (await SETTERS[name]?.(person, password))?.errors[0]?.extensions;
      const long = `Near-miss-4711!${uniqueName().repeat(9)}`;
      for (const [password, rule] of [
        ['aB3$xyz', 'minLength'],
        [long.slice(0, 129), 'maxLength'],
      ] as const) {
        const refused = await set(password);
        expect(refused).toMatchObject({ code: 'WEAK_PASSWORD' });
        expect(refused?.['fields']).toContainEqual(expect.objectContaining({ rule }));
      }
      const whole = long.slice(0, 128);
      expect(await set(whole)).toBeUndefined();
      expect(codeIn(await attempt(person.email, whole.slice(0, 72)))).toBe('INVALID_CREDENTIALS');
      expect(codeIn(await attempt(person.email, whole))).toBe('accepted');
    },
  );

  it('REG-4: is compared with 3000 common ones and more, of the length that the policy asks for', () => {
    const { commonPasswords } = new PasswordPolicy({ minLength: 8, minScore: 1, serviceName: 'Latchkey' });
    expect(commonPasswords.size).toBeGreaterThanOrEqual(3000);
  });

  it.each(Object.keys(SETTERS))(
    'REG-4: is no common one and holds no name of its owner, at %s',
    async (name) => {
      const set = SETTERS[name];
      const { commonPasswords } = new PasswordPolicy({ minLength: 8, minScore: 1, serviceName: 'Latchkey' });
      const every = Math.floor(commonPasswords.size / 12);
      const sampled = [...commonPasswords].filter((_password, index) => index % every === 0);
      const person =
        name === 'register'
          ? { ...newcomer(), tokens: { accessToken: '' } as Person['tokens'] }
          : await registerPerson(client);
      const personal = [
        `${person.username}1Aa!`,
        `${person.username.toUpperCase()}${person.username}aA1!`,
        `A1!${person.email}`,
        `aA1!${person.email.split('@')[0]}`,
      ];
      for (const password of [...sampled, ...personal]) {
        const { errors } = (await set?.(person, password)) ?? { errors: [] };
        expect([password, errors[0]?.extensions?.['code']]).toEqual([password, 'WEAK_PASSWORD']);
      }
      // A near miss is good: what was refused was refused for what it is.
      expect(codeIn((await set?.(person, 'Near-miss-4711!')) ?? { errors: [] })).toBe('accepted');
    },
  );

  it('REG-4: holds no name of its owner even where the address was typed with a space before it', async () => {
    const name = uniqueName();
    const input = newcomer({ email: ` ${name}@example.org`, password: `${name}1Aa!` });
    expect(codeIn(await client.ask(RegisterDocument, { input }))).toBe('WEAK_PASSWORD');
  });
});
