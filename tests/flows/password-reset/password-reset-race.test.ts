import { Duration } from '../../../src/core/duration.js';
import {
  LoginDocument,
  MeDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { ConcurrentClients } from '../../support/concurrent-clients.js';
import { codesOf, outcomesAtOnce, times } from '../../support/outcomes.js';
import { logIn, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const ROUNDS = [1, 2, 3];

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const requestReset = (email: string) =>
  service.client.ask(RequestPasswordResetDocument, { input: { email } });
const reset = (token: string, newPassword: string) =>
  service.client.ask(ResetPasswordDocument, { input: { token, newPassword } });
const login = (person: Person, password: string) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail: person.email, password } });

async function mailedLink(person: Person): Promise<string> {
  await requestReset(person.email);
  return service.mailbox.token(person.email);
}

describe('16 uses of one reset link at once', () => {
  it.each(ROUNDS)('PR-1: set one password, and that one works (round %i)', async () => {
    const person = await registerPerson(service.client);
    const link = await mailedLink(person);
    const password = (i: number) => `Chosen-Password-${i}!`;
    const { won, codes } = await outcomesAtOnce(16, (i) => reset(link, password(i)));
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'TOKEN_INVALID'));

    const logins = await outcomesAtOnce(16, (i) => login(person, password(i)));
    expect(logins.won.map(({ index }) => index)).toEqual(won.map(({ index }) => index));
    expect(codesOf(await login(person, person.password))).toEqual(['INVALID_CREDENTIALS']);
  });
});

describe('requests for a reset link at once', () => {
  it.each([2, 16])('of %i links mail two that are good, and one use ends both', async (count) => {
    const person = await registerPerson(service.client);
    const { won } = await outcomesAtOnce(count, () => requestReset(person.email));
    expect(won).toHaveLength(count);
    await service.mailbox.token(person.email, 2);
    const links = service.mailbox.tokens(person.email);
    expect(new Set(links).size).toBe(2);
    for (const link of links) expect(codesOf(await reset(link, 'weak'))).toEqual(['WEAK_PASSWORD']);
    const uses = await outcomesAtOnce(16, (i) => reset(links[i % 2] ?? '', `Chosen-Password-${i}!`));
    expect(uses.won).toHaveLength(1);
    expect(uses.codes).toEqual(times(15, 'TOKEN_INVALID'));
  });

  it('sweep up expired ones of each other without waiting for each other', async () => {
    const people = await Promise.all(times(16, 0).map(() => registerPerson(service.client)));
    for (let round = 0; round < 3; round++) {
      const { codes } = await outcomesAtOnce(32, (i) => requestReset(people[i % 16]?.email ?? ''));
      expect(codes).toEqual([]);
      service.clock.advance(Duration.minutes(31));
    }
  });
});

describe('a password reset beside logins and refreshes', () => {
  it.each(ROUNDS)('leaves no session (round %i)', async () => {
    const person = await registerPerson(service.client);
    const link = await mailedLink(person);
    const clients = await ConcurrentClients.of(service.client, person);
    const answer = await clients.beside(() => reset(link, 'Chosen-Password-1!'));
    expect(codesOf(answer)).toEqual([]);

    expect(await service.database.session.count({ where: { userId: person.tokens.user.id } })).toBe(0);
    const { accessTokens, refreshTokens } = clients.collected;
    const seen = await outcomesAtOnce(accessTokens.length, (i) =>
      service.client.ask(MeDocument, {}, { token: accessTokens[i] }),
    );
    expect(seen.won).toEqual([]);
    const refreshed = await outcomesAtOnce(refreshTokens.length, (i) =>
      service.client.ask(RefreshTokenDocument, { input: { refreshToken: refreshTokens[i] ?? '' } }),
    );
    expect(refreshed.won).toEqual([]);
    await logIn(service.client, { ...person, password: 'Chosen-Password-1!' });
  });
});
