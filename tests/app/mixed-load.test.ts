import {
  ChangePasswordDocument,
  LoginDocument,
  LogoutDocument,
  RefreshTokenDocument,
  RegisterDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
} from '../../src/generated/client/operations.js';
import type { Answer } from '../support/client.js';
import { outcomesAtOnce, times } from '../support/outcomes.js';
import { newcomer, type Person, registerPerson } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** Everything that one person can do, as so many requests. */
function mutations(person: Person, link: string): (() => Promise<Answer<unknown>>)[] {
  const { client } = service;
  const { accessToken: token, refreshToken } = person.tokens;
  const { email, password } = person;
  return [
    () => client.ask(RegisterDocument, { input: newcomer({ deviceFingerprint: 'a device' }) }),
    () => client.ask(RegisterDocument, { input: newcomer({ email }) }),
    () =>
      client.ask(LoginDocument, { input: { usernameOrEmail: email, password, deviceFingerprint: 'one' } }),
    () =>
      client.ask(LoginDocument, { input: { usernameOrEmail: email, password, deviceFingerprint: 'one' } }),
    () => client.ask(RefreshTokenDocument, { input: { refreshToken } }),
    () => client.ask(RefreshTokenDocument, { input: { refreshToken } }),
    () => client.ask(RequestPasswordResetDocument, { input: { email } }),
    () => client.ask(ResetPasswordDocument, { input: { token: link, newPassword: 'Chosen-Password-1!' } }),
    () =>
      client.ask(
        ChangePasswordDocument,
        { input: { currentPassword: password, newPassword: 'Chosen-Password-2!' } },
        { token },
      ),
    () =>
      person.username.endsWith('0')
        ? client.ask(LogoutDocument, { input: { refreshToken, everywhere: true } })
        : client.ask(RevokeOtherSessionsDocument, {}, { token }),
  ];
}

async function someoneWithALink(): Promise<{ person: Person; link: string }> {
  const person = await registerPerson(service.client);
  await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
  return { person, link: await service.mailbox.token(person.email) };
}

describe('50 mutations at once that get in the way of each other', () => {
  it.each([1, 2, 3])('are all answered, in time and in foreseen words (round %i)', async () => {
    const people = await Promise.all(times(5, 0).map(someoneWithALink));
    const all = people.flatMap(({ person, link }) => mutations(person, link));
    const startedAt = performance.now();
    // By kind and not by person, so that the requests of one person are spread among the others'.
    const { won, codes } = await outcomesAtOnce(50, (i) => {
      const ask = all[(i % 5) * 10 + Math.floor(i / 5)];
      if (ask === undefined) throw new RangeError('There are 50');
      return ask();
    });
    expect(won.length + codes.length).toBe(50);
    const foreseen = ['EMAIL_TAKEN', 'INVALID_CREDENTIALS', 'TOKEN_INVALID'];
    expect(codes.filter((code) => !foreseen.includes(code))).toEqual([]);
    expect(won.length).toBeGreaterThanOrEqual(15);
    expect(performance.now() - startedAt).toBeLessThan(25_000);
  });

  it('leave nothing half-made', async () => {
    expect(await service.database.user.count({ where: { passwordHash: null } })).toBe(0);
    expect(service.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
