import {
  LogoutDocument,
  MeDocument,
  RefreshTokenDocument,
  RevokeSessionDocument,
} from '../../src/generated/client/operations.js';
import type { Answer } from '../support/client.js';
import { claimsOf, codesOf, outcomesAtOnce, outcomesOf, pause, times } from '../support/outcomes.js';
import { logIn, type Person, registerPerson } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';

const ROUNDS = [1, 2, 3];

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const refresh = (refreshToken: string) =>
  service.client.ask(RefreshTokenDocument, { input: { refreshToken } });

/** Refreshes at once, and an ending in the middle of them; then nothing that was handed out may work. */
async function endAmongRefreshes(person: Person, end: () => Promise<Answer<unknown>>): Promise<void> {
  const refreshing = Promise.all(
    times(16, 0).map(async (_, i) => {
      await pause(i / 2);
      return refresh(person.tokens.refreshToken);
    }),
  );
  await pause(Math.random() * 8);
  expect(codesOf(await end())).toEqual([]);

  const { won, codes } = outcomesOf(await refreshing);
  expect(codes.filter((code) => code !== 'TOKEN_INVALID')).toEqual([]);
  const sid = String(claimsOf(person.tokens.accessToken)['sid']);
  expect(await service.database.session.count({ where: { id: sid } })).toBe(0);
  const tokens = [person.tokens, ...won.map(({ data }) => data.refreshToken)];
  const seen = await outcomesAtOnce(tokens.length, (i) =>
    service.client.ask(MeDocument, {}, { token: tokens[i]?.accessToken }),
  );
  expect(seen.codes).toEqual(times(tokens.length, 'TOKEN_INVALID'));
  const refreshed = await outcomesAtOnce(tokens.length, (i) => refresh(tokens[i]?.refreshToken ?? ''));
  expect(refreshed.codes).toEqual(times(tokens.length, 'TOKEN_INVALID'));
}

describe('beside refreshes of the same session', () => {
  it.each(ROUNDS)('a logout by access token ends it for good (round %i)', async () => {
    const person = await registerPerson(service.client);
    await endAmongRefreshes(person, () =>
      service.client.ask(LogoutDocument, { input: null }, { token: person.tokens.accessToken }),
    );
  });

  it.each(ROUNDS)('a logout by refresh token ends it for good (round %i)', async () => {
    const person = await registerPerson(service.client);
    const { refreshToken } = person.tokens;
    await endAmongRefreshes(person, () => service.client.ask(LogoutDocument, { input: { refreshToken } }));
  });

  it.each(ROUNDS)('a logout everywhere ends it for good (round %i)', async () => {
    const person = await registerPerson(service.client);
    const { accessToken: token } = await logIn(service.client, person);
    await endAmongRefreshes(person, () =>
      service.client.ask(LogoutDocument, { input: { everywhere: true } }, { token }),
    );
  });

  it.each(ROUNDS)('revoking it from another session ends it for good (round %i)', async () => {
    const person = await registerPerson(service.client);
    const { accessToken: token } = await logIn(service.client, person);
    const id = String(claimsOf(person.tokens.accessToken)['sid']);
    await endAmongRefreshes(person, () =>
      service.client.ask(RevokeSessionDocument, { input: { sessionId: id } }, { token }),
    );
  });
});

describe('16 logouts of one session at once', () => {
  it('are all told that it is over', async () => {
    const { tokens } = await registerPerson(service.client);
    const { won } = await outcomesAtOnce(16, () =>
      service.client.ask(LogoutDocument, { input: { refreshToken: tokens.refreshToken } }),
    );
    expect(won).toHaveLength(16);
  });
});
