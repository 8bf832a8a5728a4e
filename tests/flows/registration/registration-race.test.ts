import { LoginDocument, RegisterDocument } from '../../../src/generated/client/operations.js';
import { outcomesAtOnce, times } from '../../support/outcomes.js';
import { newcomer, PASSWORD, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const ROUNDS = [1, 2, 3];

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The same letters, each in the case that the bits of a number say. */
function inCase(text: string, bits: number): string {
  return Array.from(text, (letter, i) => ((bits >> (i % 4)) & 1 ? letter.toUpperCase() : letter)).join('');
}

describe('16 registrations at once', () => {
  it.each(ROUNDS)('REG-7: make one account of one email, whatever its case (round %i)', async () => {
    const email = `${uniqueName()}@example.com`;
    const { won, codes } = await outcomesAtOnce(16, (i) =>
      service.client.ask(RegisterDocument, { input: newcomer({ email: inCase(email, i) }) }),
    );
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'EMAIL_TAKEN'));
    expect(await service.database.user.count({ where: { emailKey: email } })).toBe(1);

    const { login } = await service.client.run(LoginDocument, {
      input: { usernameOrEmail: email, password: PASSWORD },
    });
    expect(login.user.username).toBe(won[0]?.data.register.user.username);
  });

  it.each(ROUNDS)('REG-7: make one account of one username, whatever its case (round %i)', async () => {
    const username = uniqueName();
    const { won, codes } = await outcomesAtOnce(16, (i) =>
      service.client.ask(RegisterDocument, { input: newcomer({ username: inCase(username, i) }) }),
    );
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'USERNAME_TAKEN'));
    expect(await service.database.user.count({ where: { usernameKey: username } })).toBe(1);
  });

  it('make one account of one submission sent 16 times, and one session', async () => {
    const input = newcomer();
    const { won, codes } = await outcomesAtOnce(16, () => service.client.ask(RegisterDocument, { input }));
    expect(won).toHaveLength(1);
    expect(codes.filter((code) => code !== 'USERNAME_TAKEN' && code !== 'EMAIL_TAKEN')).toEqual([]);
    const userId = won[0]?.data.register.user.id ?? '';
    expect(await service.database.session.count({ where: { userId } })).toBe(1);
    expect(await service.database.passwordHash.count({ where: { userId } })).toBe(1);
  });

  it('leave no account without a password and no password without an account', async () => {
    expect(await service.database.user.count({ where: { passwordHash: null } })).toBe(0);
    expect(await service.database.passwordHash.count()).toBe(await service.database.user.count());
  });
});
