import { readConfig } from '../../src/app/config.js';
import { Duration } from '../../src/core/duration.js';
import { StartupError } from '../../src/core/errors.js';
import {
  IntrospectTokenDocument,
  LogoutDocument,
  MeDocument,
  RefreshTokenDocument,
} from '../../src/generated/client/operations.js';
import { MAX_GENERATION } from '../../src/sessions/signed-token.js';
import { createServiceKey } from '../support/administrators.js';
import { ageSession, PAST_RECOVERY, untilUsed } from '../support/aged-sessions.js';
import { claimsOf, forgeHmac, headerOf, openRefreshKey } from '../support/forgery.js';
import { codesOf, generationOf, outcomesAtOnce, times } from '../support/outcomes.js';
import { logIn, registerPerson, type Tokens } from '../support/people.js';
import type { TestService } from '../support/service.js';
import { type Instances, startTwoInstances } from '../support/two-instances.js';

let instances: Instances;
let one: TestService;
let other: TestService;
beforeAll(async () => {
  instances = await startTwoInstances();
  ({ one, other } = instances);
});
afterAll(() => instances.stop());

const ask = ({ client }: TestService, refreshToken: string) =>
  client.ask(RefreshTokenDocument, { input: { refreshToken } });
const refresh = async ({ client }: TestService, { refreshToken }: { refreshToken: string }) =>
  (await client.run(RefreshTokenDocument, { input: { refreshToken } })).refreshToken;
const refused = async (service: TestService, { refreshToken }: { refreshToken: string }) =>
  codesOf(await ask(service, refreshToken)).join();
const use = ({ client }: TestService, { accessToken }: { accessToken: string }) =>
  client.ask(MeDocument, {}, { token: accessToken });
const used = async (service: TestService, { accessToken }: { accessToken: string }) =>
  codesOf(await use(service, { accessToken })).join();
const sessions = (userId: string) => one.database.session.count({ where: { userId } });
const events = async (userId: string) => {
  const where = { userId, type: { startsWith: 'refresh_' } };
  return (await one.database.auditEvent.findMany({ where, orderBy: { id: 'asc' } })).map(({ type }) => type);
};
const age = (tokens: Tokens, by?: Duration) => ageSession(one.database, tokens.refreshToken, by);

describe('a client that lost the answer to its refresh', () => {
  it('is answered with a new generation long after the grace, and nobody is told of a theft', async () => {
    const { tokens, email } = await registerPerson(one.client);
    await refresh(one, tokens);
    await age(tokens, Duration.minutes(60));
    const recovered = await refresh(other, tokens);
    expect(generationOf(recovered.refreshToken)).toBe(3);
    expect(await used(one, recovered)).toBe('');
    await refresh(one, recovered);
    expect(await events(tokens.user.id)).toEqual(['refresh_recovered']);
    expect(one.mailbox.to(email).filter(({ subject }) => !subject.startsWith('Confirm'))).toEqual([]);
  });

  it('is answered again and again until an answer arrives', async () => {
    const { tokens } = await registerPerson(one.client);
    await refresh(one, tokens);
    for (const generation of [3, 4, 5]) {
      await age(tokens);
      expect(generationOf((await refresh(other, tokens)).refreshToken)).toBe(generation);
    }
    expect(await sessions(tokens.user.id)).toBe(1);
  });

  it('is answered when it has gone on with the access token before meanwhile: that is of the predecessor', async () => {
    const { tokens } = await registerPerson(one.client);
    await refresh(one, tokens);
    expect(await used(other, tokens)).toBe('');
    await age(tokens);
    expect(await used(one, tokens)).toBe('');
    expect(await refused(one, tokens)).toBe('');
  });

  it.each([1, 2, 3])('and asks sixteen times at once gets one new generation (round %i)', async () => {
    const { tokens } = await registerPerson(one.client);
    await refresh(one, tokens);
    await age(tokens);
    const { won, codes } = await outcomesAtOnce(16, (i) => ask(i % 2 ? one : other, tokens.refreshToken));
    expect(codes).toEqual([]);
    expect(won.map(({ data }) => generationOf(data.refreshToken.refreshToken))).toEqual(times(16, 3));
    expect(await events(tokens.user.id)).toEqual(['refresh_recovered']);
  });

  it('may still log out everywhere', async () => {
    const person = await registerPerson(one.client);
    await logIn(one.client, person);
    const { refreshToken } = person.tokens;
    await refresh(one, person.tokens);
    await age(person.tokens);
    await other.client.run(LogoutDocument, { input: { refreshToken, everywhere: true } });
    expect(await sessions(person.tokens.user.id)).toBe(0);
  });
});

describe('two holders of one session', () => {
  it('RT-2: are told apart when the one whose generation was abandoned refreshes, at either instance', async () => {
    const { tokens } = await registerPerson(one.client);
    const thief = await refresh(one, tokens);
    await age(tokens);
    const victim = await refresh(other, tokens);
    expect(await refused(other, thief)).toBe('TOKEN_REUSED');
    expect(await refused(one, victim)).toBe('TOKEN_INVALID');
    expect(await events(tokens.user.id)).toEqual(['refresh_recovered', 'refresh_token_reused']);
  });

  it('RT-2: are told apart when an access token of an abandoned generation is shown', async () => {
    const { tokens } = await registerPerson(one.client);
    const thief = await refresh(one, tokens);
    await age(tokens);
    const victim = await refresh(other, tokens);
    expect(await used(one, thief)).toBe('TOKEN_INVALID');
    expect(await used(one, victim)).toBe('TOKEN_INVALID');
    expect(await sessions(tokens.user.id)).toBe(0);
    expect(await events(tokens.user.id)).toEqual(['refresh_recovered', 'refresh_token_reused']);
  });

  it('RT-2: are told apart by sixteen such access tokens at once, which are one reuse', async () => {
    const { tokens } = await registerPerson(one.client);
    const thief = await refresh(one, tokens);
    await age(tokens);
    await refresh(other, tokens);
    const { codes } = await outcomesAtOnce(16, (i) => use(i % 2 ? one : other, thief));
    expect(codes).toEqual(times(16, 'TOKEN_INVALID'));
    expect(await events(tokens.user.id)).toEqual(['refresh_recovered', 'refresh_token_reused']);
  });

  it('RT-2: are told apart when such an access token is introspected', async () => {
    const headers = { 'latchkey-service-key': (await createServiceKey(one)).secret };
    const introspect = async ({ accessToken: token }: Tokens) =>
      (await other.client.run(IntrospectTokenDocument, { input: { token } }, { headers })).introspectToken
        .active;
    const { tokens } = await registerPerson(one.client);
    const thief = await refresh(one, tokens);
    await age(tokens);
    const victim = await refresh(other, tokens);
    expect(await introspect(thief)).toBe(false);
    expect(await introspect(victim)).toBe(false);
    expect(await sessions(tokens.user.id)).toBe(0);
  });

  it('RT-2: are told apart when such a token would log out everywhere: it ends its own session alone', async () => {
    for (const kind of ['refreshToken', 'accessToken'] as const) {
      const person = await registerPerson(one.client);
      await logIn(one.client, person);
      const { tokens } = person;
      const thief = await refresh(one, tokens);
      await age(tokens);
      await refresh(other, tokens);
      const answer = await one.client.ask(
        LogoutDocument,
        {
          input: {
            everywhere: true,
            ...(kind === 'refreshToken' ? { refreshToken: thief.refreshToken } : {}),
          },
        },
        kind === 'accessToken' ? { token: thief.accessToken } : {},
      );
      expect(codesOf(answer)).toEqual([kind === 'refreshToken' ? 'TOKEN_REUSED' : 'TOKEN_INVALID']);
      expect(await sessions(tokens.user.id)).toBe(1);
      expect(await events(tokens.user.id)).toEqual(['refresh_recovered', 'refresh_token_reused']);
    }
  });

  it('RT-2: are told apart after the grace where the current generation was used', async () => {
    const { tokens } = await registerPerson(one.client);
    const thief = await refresh(one, tokens);
    expect(await used(other, thief)).toBe('');
    await untilUsed(one.database, tokens.refreshToken);
    await age(tokens);
    expect(await refused(one, tokens)).toBe('TOKEN_REUSED');
    expect(await used(other, thief)).toBe('TOKEN_INVALID');
  });

  it('RT-2: are told apart where introspection alone has seen the current generation', async () => {
    const headers = { 'latchkey-service-key': (await createServiceKey(one)).secret };
    const { tokens } = await registerPerson(one.client);
    const { accessToken: token } = await refresh(one, tokens);
    await one.client.run(IntrospectTokenDocument, { input: { token } }, { headers });
    await untilUsed(one.database, tokens.refreshToken);
    await age(tokens);
    expect(await refused(one, tokens)).toBe('TOKEN_REUSED');
  });

  it('RT-2: are told apart a day after the answer was lost', async () => {
    const { tokens } = await registerPerson(one.client);
    await refresh(one, tokens);
    await age(tokens, PAST_RECOVERY);
    expect(await refused(other, tokens)).toBe('TOKEN_REUSED');
  });
});

describe('an access token', () => {
  it('of a generation before the predecessor is good for its life', async () => {
    const { tokens } = await registerPerson(one.client);
    const second = await refresh(one, tokens);
    const third = await refresh(other, second);
    await refresh(one, third);
    for (const old of [tokens, second, third]) expect(await used(other, old)).toBe('');
    expect(await sessions(tokens.user.id)).toBe(1);
  });

  it('writes once that its generation has arrived, however many requests show it at once', async () => {
    const { tokens } = await registerPerson(one.client);
    await outcomesAtOnce(16, (i) => use(i % 2 ? one : other, tokens));
    await untilUsed(one.database, tokens.refreshToken);
    const [row] = await one.database.session.findMany({ where: { userId: tokens.user.id } });
    expect(row).toMatchObject({ generation: 1, predecessor: 0, used: true });
  });
});

describe('a session that has counted as far as the database can', () => {
  it('is not refreshed any more, and ends as any other', async () => {
    const { tokens } = await registerPerson(one.client);
    const { secret } = await openRefreshKey(one.database, instances.authSecret);
    const last = (gen: number) =>
      forgeHmac(secret, headerOf(tokens.refreshToken), { ...claimsOf(tokens.refreshToken), gen });
    const set = (generation: number) =>
      one.database.session.updateMany({ where: { userId: tokens.user.id }, data: { generation } });
    await set(MAX_GENERATION - 1);
    expect(codesOf(await ask(one, last(MAX_GENERATION - 1)))).toEqual([]);
    for (const gen of [MAX_GENERATION, MAX_GENERATION - 1])
      expect(codesOf(await ask(one, last(gen)))).toEqual(['TOKEN_INVALID']);
    await one.client.run(LogoutDocument, { input: { refreshToken: last(MAX_GENERATION) } });
    expect(await sessions(tokens.user.id)).toBe(0);
  });
});

describe('REFRESH_RECOVERY', () => {
  it('is a day unless said otherwise, and thirty at the most', () => {
    const recoveryOf = (text?: string) =>
      readConfig(text === undefined ? {} : { REFRESH_RECOVERY: text }).refreshRecovery;
    expect(recoveryOf().seconds).toBe(86_400);
    expect(recoveryOf('0s').seconds).toBe(0);
    for (const text of ['31d', '-1s', '10', 'never']) expect(() => recoveryOf(text)).toThrow(StartupError);
  });
});
