import {
  ChangePasswordDocument,
  LoginDocument,
  MeDocument,
  MySessionsDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { ConcurrentClients } from '../../support/concurrent-clients.js';
import { claimsOf, codesOf, outcomesAtOnce, times } from '../../support/outcomes.js';
import { logIn, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const ROUNDS = [1, 2, 3];
const CHOSEN = 'Chosen-Password-1!';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const change = (token: string, newPassword: string, currentPassword: string) =>
  service.client.ask(ChangePasswordDocument, { input: { currentPassword, newPassword } }, { token });
const login = (person: Person, password: string) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail: person.email, password } });

describe('a password change beside logins and refreshes', () => {
  it.each(ROUNDS)('leaves the session that made it, and no other (round %i)', async () => {
    const person = await registerPerson(service.client);
    const clients = await ConcurrentClients.of(service.client, person);
    const answer = await clients.beside(() => change(person.tokens.accessToken, CHOSEN, person.password));
    expect(codesOf(answer)).toEqual([]);

    const { me } = await service.client.run(MySessionsDocument, {}, { token: person.tokens.accessToken });
    expect(me?.sessions?.map(({ id, current }) => ({ id, current }))).toEqual([
      { id: claimsOf(person.tokens.accessToken)['sid'], current: true },
    ]);
    const { accessTokens } = clients.collected;
    const seen = await outcomesAtOnce(accessTokens.length, (i) =>
      service.client.ask(MeDocument, {}, { token: accessTokens[i] }),
    );
    expect(seen.won).toEqual([]);
    expect([...clients.codes].sort()).toEqual(expect.not.arrayContaining(['INTERNAL_SERVER_ERROR']));
    expect(codesOf(await login(person, person.password))).toEqual(['INVALID_CREDENTIALS']);
    expect(codesOf(await login(person, CHOSEN))).toEqual([]);
  });
});

describe('password changes at once with the same current password', () => {
  const password = (i: number) => `Chosen-Password-${i}!`;

  it.each([2, 2, 16])('have one winner of %i, each in a session of its own', async (count) => {
    const person = await registerPerson(service.client);
    const sessions = await Promise.all(times(count, 0).map(() => logIn(service.client, person)));
    const { won, codes } = await outcomesAtOnce(count, (i) =>
      change(sessions[i]?.accessToken ?? '', password(i), person.password),
    );
    expect(won).toHaveLength(1);
    // Whoever was recognised only after the change had already lost their session to it.
    expect(codes.filter((code) => code !== 'INVALID_CREDENTIALS' && code !== 'TOKEN_INVALID')).toEqual([]);
    const logins = await outcomesAtOnce(count, (i) => login(person, password(i)));
    expect(logins.won.map(({ index }) => index)).toEqual(won.map(({ index }) => index));
  });

  it('have one winner of 16 in one session', async () => {
    const person = await registerPerson(service.client);
    const { won, codes } = await outcomesAtOnce(16, (i) =>
      change(person.tokens.accessToken, password(i), person.password),
    );
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'INVALID_CREDENTIALS'));
  });

  it.each(ROUNDS)('and a reset by link have one winner that stays (round %i)', async () => {
    const person = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const link = await service.mailbox.token(person.email);
    const [changed, wasReset] = await Promise.all([
      change(person.tokens.accessToken, password(1), person.password),
      service.client.ask(ResetPasswordDocument, { input: { token: link, newPassword: password(2) } }),
    ]);
    // Each ends what the other one needs, whichever comes first.
    const winners = [changed, wasReset].filter(({ errors }) => errors.length === 0);
    expect(winners).toHaveLength(1);
    expect(codesOf(await login(person, password(winners[0] === changed ? 1 : 2)))).toEqual([]);
  });
});
