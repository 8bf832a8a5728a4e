import { Duration } from '../../../src/core/duration.js';
import { createAuthClient } from '../../../src/packages/client/index.js';
import { pause, times } from '../../support/outcomes.js';
import { newcomer } from '../../support/people.js';
import { type ClientEnvironment, failureOf, openEnvironment, signedIn } from './client-environment.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

const expire = () => environment.service.clock.advance(Duration.minutes(16));
const generations = async (userId: string) =>
  (await environment.service.database.session.findMany({ where: { userId } }))
    .map((row) => row.generation)
    .sort();
const unavailable = (code: string, retryAfter?: number) => ({
  answer: { data: null, errors: [{ message: code, extensions: { code, status: 503, retryAfter } }] },
});

describe('a client whose access token has expired', () => {
  it('refreshes once for fifty calls at once, and none of them fails', async () => {
    const { auth, signedOut, email, id } = await signedIn(environment);
    expire();
    const answers = await Promise.all(times(50, null).map(() => auth.me()));
    expect(answers.map((user) => user?.email)).toEqual(times(50, email));
    expect(environment.front.count('RefreshToken')).toBe(1);
    expect(environment.front.count('Me')).toBe(100);
    expect([signedOut(), await generations(id)]).toEqual([0, [1, 2]]);
  });

  it('sends a call again once, and no more often', async () => {
    const { auth } = await signedIn(environment);
    for (let count = 0; count < 3; count += 1) environment.front.disturb('Me', unavailable('TOKEN_EXPIRED'));
    expect((await failureOf(auth.me())).code).toBe('TOKEN_EXPIRED');
    expect(environment.front.seen).toEqual(['Me', 'RefreshToken', 'Me']);
    // The third is still to come.
    await auth.me();
  });

  it('signs in anew with a login that waits for no refresh', async () => {
    const { auth, email, password } = await signedIn(environment);
    expire();
    await auth.login({ usernameOrEmail: email, password });
    await auth.me();
    expect(environment.front.seen).toEqual(['Login', 'Me']);
  });

  it('gets another token for an API that has refused the one before', async () => {
    const { auth } = await signedIn(environment);
    const refused = (await auth.getAccessToken()) ?? '';
    const tokens = await Promise.all(times(20, null).map(() => auth.getAccessToken(refused)));
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe(refused);
    expect(environment.front.seen).toEqual(['RefreshToken']);
    // Who comes late with the old one, or with what is none, is given what is there.
    expect(await auth.getAccessToken('none')).toBe(tokens[0]);
    expect(await auth.getAccessToken(refused)).toBe(tokens[0]);
    expect(await auth.refreshToken()).not.toBe(tokens[0]);
    expect(environment.front.seen).toEqual(['RefreshToken', 'RefreshToken']);
  });
});

describe('a refresh', () => {
  it('whose answer was lost is asked for again with the same token: nobody is signed out', async () => {
    const { auth, signedOut, id } = await signedIn(environment);
    expire();
    environment.front.disturb('RefreshToken', 'lose the answer');
    await Promise.all(times(10, null).map(() => auth.me()));
    expect(environment.front.count('RefreshToken')).toBe(2);
    expect([signedOut(), await generations(id)]).toEqual([0, [1, 2]]);
    // What was answered again is the session as it is, and not a branch of it.
    expire();
    await auth.me();
    expect(await generations(id)).toEqual([1, 3]);
  });

  it('that finds nobody fails its calls, and signs nobody out', async () => {
    const { auth, signedOut } = await signedIn(environment);
    expire();
    environment.front.disturb('RefreshToken', 'never arrive');
    environment.front.disturb('RefreshToken', 'never arrive');
    const codes = await Promise.all([1, 2, 3].map(async () => (await failureOf(auth.me())).code));
    expect(codes).toEqual(times(3, 'NETWORK_ERROR'));
    expect(environment.front.count('RefreshToken')).toBe(2);
    await auth.me();
    expect(signedOut()).toBe(0);
  });

  it.each(['SERVER_BUSY', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED'])(
    'that is answered %s waits a little and comes again',
    async (code) => {
      const { auth, signedOut } = await signedIn(environment);
      expire();
      environment.front.disturb('RefreshToken', unavailable(code, 0.1));
      await auth.me();
      expect([signedOut(), environment.front.count('RefreshToken')]).toEqual([0, 2]);
    },
  );

  it('that is to wait for long fails at once, says how long, and signs nobody out', async () => {
    const { auth, signedOut } = await signedIn(environment);
    expire();
    environment.front.disturb('RefreshToken', unavailable('RATE_LIMITED', 40));
    const error = await failureOf(auth.me());
    expect([error.code, error.retryAfter, signedOut()]).toEqual(['RATE_LIMITED', 40, 0]);
    await auth.me();
  });

  it('whose answer was lost while the machine went offline for an hour keeps the user signed in', async () => {
    const { auth, signedOut, id, email } = await signedIn(environment);
    expire();
    environment.front.disturb('RefreshToken', 'lose the answer');
    environment.front.disturb('RefreshToken', 'never arrive');
    await failureOf(auth.me());
    const rotatedAt = new Date(Date.now() - 3_600_000);
    await environment.service.database.session.updateMany({ where: { userId: id }, data: { rotatedAt } });
    expect((await auth.me())?.email).toBe(email);
    expect(signedOut()).toBe(0);
  });

  it('that comes too late to be recovered is told TOKEN_REUSED: the session is over, once for every call', async () => {
    const { auth, signedOut, id } = await signedIn(environment);
    expire();
    environment.front.disturb('RefreshToken', 'lose the answer');
    environment.front.disturb('RefreshToken', 'never arrive');
    await failureOf(auth.me());
    const rotatedAt = new Date(0);
    await environment.service.database.session.updateMany({ where: { userId: id }, data: { rotatedAt } });
    const codes = await Promise.all([1, 2, 3].map(async () => (await failureOf(auth.me())).code));
    expect(codes).toEqual(times(3, 'TOKEN_REUSED'));
    expect([signedOut(), await auth.getAccessToken()]).toEqual([1, null]);
  });

  it('of a session that was ended elsewhere signs out, and tells so once', async () => {
    const { auth, signedOut, email, password } = await signedIn(environment);
    const other = createAuthClient({ url: environment.front.url });
    await other.login({ usernameOrEmail: email, password });
    await other.revokeOtherSessions();
    const codes = await Promise.all([1, 2, 3].map(async () => (await failureOf(auth.me())).code));
    expect(codes).toEqual(times(3, 'TOKEN_INVALID'));
    expect([signedOut(), await auth.getAccessToken()]).toEqual([1, null]);
    expect((await other.me())?.email).toBe(email);
  });
});

describe('a logout', () => {
  it('that finds nobody forgets the tokens all the same, and says that it failed', async () => {
    const { auth, signedOut } = await signedIn(environment);
    environment.front.disturb('Logout', 'never arrive');
    expect((await failureOf(auth.logout())).code).toBe('NETWORK_ERROR');
    expect([signedOut(), await auth.getAccessToken()]).toEqual([1, null]);
  });

  it('of nobody fails, and tells nobody of an end', async () => {
    const auth = createAuthClient({ url: environment.front.url });
    let told = 0;
    const stop = auth.onSignedOut(() => {
      told += 1;
    });
    expect((await failureOf(auth.logout())).code).toBe('UNAUTHENTICATED');
    expect(told).toBe(0);
    await auth.register(newcomer());
    stop();
    await auth.logout();
    expect(told).toBe(0);
  });

  it('at the same time as a refresh leaves nobody signed in', async () => {
    const { auth, id } = await signedIn(environment);
    expire();
    await Promise.allSettled([auth.me(), auth.logout(), auth.me()]);
    expect(await auth.getAccessToken()).toBeNull();
    expect(await generations(id)).toEqual([1]);
  });

  it('with an expired access token ends the session by its refresh token', async () => {
    const { auth, id } = await signedIn(environment);
    expire();
    expect(await auth.logout({ everywhere: true })).toMatchObject({ success: true });
    expect([environment.front.seen, await generations(id)]).toEqual([['Logout'], []]);
  });
});

describe('an access token that is about to expire', () => {
  it('is traded in before it is sent', async () => {
    const brief = await openEnvironment({ ACCESS_TOKEN_TTL: '2s' });
    const { auth } = await signedIn(brief);
    await pause(1900);
    await auth.me();
    expect(brief.front.seen).toEqual(['RefreshToken', 'Me']);
    await brief.stop();
  });
});
