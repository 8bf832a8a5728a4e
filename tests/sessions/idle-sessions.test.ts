import { readConfig } from '../../src/app/config.js';
import { Duration } from '../../src/core/duration.js';
import { StartupError } from '../../src/core/errors.js';
import {
  IntrospectTokenDocument,
  LoginDocument,
  LogoutDocument,
  MeDocument,
  MySessionsDocument,
  RefreshTokenDocument,
} from '../../src/generated/client/operations.js';
import { createServiceKey } from '../support/administrators.js';
import { ageSession, untilUsed } from '../support/aged-sessions.js';
import { claimsOf } from '../support/forgery.js';
import { codesOf } from '../support/outcomes.js';
import { logIn, registerPerson } from '../support/people.js';
import { START_LIMIT, type TestService } from '../support/service.js';
import { type Instances, startTwoInstances } from '../support/two-instances.js';

const IDLE = Duration.minutes(60);
const day = Duration.minutes(24 * 60);

/** `limited` ends idle sessions; `unlimited` is an instance that does not have the setting yet. */
let instances: Instances;
let limited: TestService;
let unlimited: TestService;
beforeAll(async () => {
  instances = await startTwoInstances({}, undefined, [{ SESSION_IDLE_TTL: '1h' }]);
  ({ one: limited, other: unlimited } = instances);
}, START_LIMIT);
afterAll(() => instances.stop());

const refresh = async (refreshToken: string, { client } = limited) =>
  (await client.run(RefreshTokenDocument, { input: { refreshToken } })).refreshToken;
const refreshCode = async (refreshToken: string, { client } = limited) =>
  codesOf(await client.ask(RefreshTokenDocument, { input: { refreshToken } })).join();
const accessCode = async (token: string, { client } = limited) =>
  codesOf(await client.ask(MeDocument, {}, { token })).join();
const sessionsOf = async (token: string) =>
  (await limited.client.as(token).run(MySessionsDocument, {})).me?.sessions ?? [];
/** Moves the last refresh of a session into the past, which leaves its access token young. */
const leaveIdle = (token: string, minutes: number) => limited.database.rows`
  UPDATE sessions SET last_used_at = last_used_at - make_interval(mins => ${minutes}::int)
  WHERE id = ${claimsOf(token)['sid']}::uuid`;

describe('SESSION_IDLE_TTL', () => {
  // First, while the clocks of both instances agree.
  it('applies at once to sessions that were opened without it', async () => {
    const person = await registerPerson(unlimited.client);
    await leaveIdle(person.tokens.refreshToken, 61);
    expect(await accessCode(person.tokens.accessToken, unlimited)).toBe('');
    expect(await accessCode(person.tokens.accessToken)).toBe('TOKEN_INVALID');
    expect(await refreshCode(person.tokens.refreshToken)).toBe('TOKEN_EXPIRED');
    expect(await refreshCode(person.tokens.refreshToken, unlimited)).toBe('');
  });

  it('ends a session that was not refreshed for so long, and says that its tokens have expired', async () => {
    const { tokens } = await registerPerson(limited.client);
    limited.clock.advance(IDLE);
    expect(await refreshCode(tokens.refreshToken)).toBe('TOKEN_EXPIRED');
    expect(await accessCode(tokens.accessToken)).toBe('TOKEN_EXPIRED');
  });

  it('lets a session go on that is refreshed in time, but not past its absolute end', async () => {
    let { tokens } = await registerPerson(limited.client);
    const end = Number(claimsOf(tokens.refreshToken)['exp']);
    for (const minutes of [59, 59, 59]) {
      limited.clock.advance(Duration.minutes(minutes));
      tokens = await refresh(tokens.refreshToken);
      expect(claimsOf(tokens.refreshToken)['exp']).toBe(end);
    }
    await limited.database.session.updateMany({
      where: { userId: tokens.user.id },
      data: { expiresAt: limited.clock.now() },
    });
    expect(await refreshCode(tokens.refreshToken)).toBe('TOKEN_INVALID');
  });

  it('is in the expiresAt that a user sees, and an idle session is not listed', async () => {
    const person = await registerPerson(limited.client);
    const later = await logIn(limited.client, person);
    const listed = await sessionsOf(later.accessToken);
    expect(listed).toHaveLength(2);
    for (const { expiresAt, lastUsedAt } of listed)
      expect(Date.parse(expiresAt) - Date.parse(lastUsedAt)).toBe(IDLE.milliseconds);
    await leaveIdle(person.tokens.refreshToken, 60);
    expect(await sessionsOf(later.accessToken)).toHaveLength(1);
  });

  it('refuses an access token of an idle session in every place, also one that was issued under other settings', async () => {
    const headers = { 'latchkey-service-key': (await createServiceKey(limited)).secret };
    const person = await registerPerson(limited.client);
    const { accessToken: token, refreshToken } = person.tokens;
    await leaveIdle(refreshToken, 60);
    expect(await accessCode(token)).toBe('TOKEN_INVALID');
    const { introspectToken } = await limited.client.run(
      IntrospectTokenDocument,
      { input: { token } },
      { headers },
    );
    expect(introspectToken.active).toBe(false);
    const answer = await fetch(`${limited.url}/session`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(401);
    for (const [input, options] of [
      [{ everywhere: true }, { token }],
      [{ everywhere: true, refreshToken }, {}],
    ] as const)
      expect(codesOf(await limited.client.ask(LogoutDocument, { input }, options))).toEqual([
        'TOKEN_INVALID',
      ]);
  });

  it('gives no access token beyond the end, when a second tab gets the current generation again', async () => {
    const { tokens } = await registerPerson(limited.client);
    await refresh(tokens.refreshToken);
    await leaveIdle(tokens.refreshToken, 59);
    expect((await refresh(tokens.refreshToken)).expiresIn).toBeLessThanOrEqual(60);
  });

  it('recovers a lost answer until the refresh that was lost has been idle for so long', async () => {
    const { tokens } = await registerPerson(limited.client);
    limited.clock.advance(Duration.minutes(59));
    await refresh(tokens.refreshToken);
    await ageSession(limited.database, tokens.refreshToken);
    limited.clock.advance(Duration.minutes(59));
    expect(claimsOf((await refresh(tokens.refreshToken)).refreshToken)['gen']).toBe(3);
    await ageSession(limited.database, tokens.refreshToken);
    limited.clock.advance(IDLE);
    expect(await refreshCode(tokens.refreshToken)).toBe('TOKEN_EXPIRED');
  });

  it('RT-2: hides no reuse: an old token that comes back to an idle session tells of two holders', async () => {
    const { tokens } = await registerPerson(limited.client);
    const thief = await refresh(tokens.refreshToken);
    await accessCode(thief.accessToken);
    await untilUsed(limited.database, tokens.refreshToken);
    await ageSession(limited.database, tokens.refreshToken);
    limited.clock.advance(day);
    expect(await refreshCode(tokens.refreshToken)).toBe('TOKEN_REUSED');
    expect(await refreshCode(thief.refreshToken)).toBe('TOKEN_INVALID');
  });

  it('refuses sixteen refreshes at once of an idle session, and the row stays as it is', async () => {
    const { tokens } = await registerPerson(limited.client);
    await leaveIdle(tokens.refreshToken, 60);
    const codes = await Promise.all(Array.from({ length: 16 }, () => refreshCode(tokens.refreshToken)));
    expect(new Set(codes)).toEqual(new Set(['TOKEN_EXPIRED']));
    const [row] = await limited.database.session.findMany({ where: { userId: tokens.user.id } });
    expect(row).toMatchObject({ generation: 1, predecessor: 0 });
  });

  it('does not keep the user from signing in again', async () => {
    const person = await registerPerson(limited.client);
    await leaveIdle(person.tokens.refreshToken, 60);
    const input = { usernameOrEmail: person.email, password: person.password };
    const { login } = await limited.client.run(LoginDocument, { input });
    expect(await accessCode(login.accessToken)).toBe('');
  });

  it('is off by default, and must be longer than ACCESS_TOKEN_TTL', () => {
    expect(readConfig({}).sessionIdleTtl).toBeNull();
    expect(readConfig({ SESSION_IDLE_TTL: '16m' }).sessionIdleTtl?.seconds).toBe(960);
    for (const text of ['15m', '10m'])
      expect(() => readConfig({ SESSION_IDLE_TTL: text })).toThrow(
        'SESSION_IDLE_TTL must be longer than ACCESS_TOKEN_TTL',
      );
    for (const text of ['on', '0', '401d', '-1h'])
      expect(() => readConfig({ SESSION_IDLE_TTL: text })).toThrow(StartupError);
    expect(() => readConfig({ SESSION_IDLE_TTL: 'never' })).toThrow(' or off');
  });
});
