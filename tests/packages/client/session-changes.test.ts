import type { Browser, Page } from 'playwright-core';
import { createAuthClient, type SessionChange } from '../../../src/packages/client/index.js';
import { pause } from '../../support/outcomes.js';
import { newcomer, type Person, registerPerson } from '../../support/people.js';
import { ask, describeInChromium, launchChromium, showPage } from './chromium.js';
import { type ClientEnvironment, failureOf, openEnvironment, signedIn } from './client-environment.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

const short = ({ status, user, reason }: SessionChange) => [status, user?.username ?? null, reason];

function watched(auth: ReturnType<typeof createAuthClient>) {
  const changes: SessionChange[] = [];
  const stop = auth.onSessionChange((change) => changes.push(change));
  return { told: () => changes.splice(0).map(short), stop };
}

describe('a listener for changes of the session', () => {
  it('is told of a registration, a refresh with the user as of then, a logout and a login', async () => {
    const auth = createAuthClient({ url: environment.front.url });
    const { told, stop } = watched(auth);
    const { username, ...rest } = newcomer();
    await auth.register({ username, ...rest });
    expect(told()).toEqual([['signed-in', username, 'login']]);
    await auth.updateProfile({ username: `${username}x` });
    await auth.refreshToken();
    expect(told()).toEqual([['signed-in', `${username}x`, 'refresh']]);
    await auth.logout();
    expect(told()).toEqual([['signed-out', null, 'logout']]);
    await auth.login({ usernameOrEmail: rest.email, password: rest.password });
    expect(told()).toEqual([['signed-in', `${username}x`, 'login']]);
    stop();
    await auth.logout();
    expect(told()).toEqual([]);
  });

  it('is told of a deleted account, and why the service has ended a session', async () => {
    const deleting = await signedIn(environment);
    const deleted = watched(deleting.auth);
    await deleting.auth.deleteAccount({ password: deleting.password });
    expect(deleted.told()).toEqual([['signed-out', null, 'deleted']]);

    const { auth, id, signedOut } = await signedIn(environment);
    const { told } = watched(auth);
    const data = { status: 'SUSPENDED', suspendedUntil: null } as const;
    await environment.service.database.user.update({ where: { id }, data });
    expect((await failureOf(auth.me())).code).toBe('ACCOUNT_SUSPENDED');
    expect([told(), signedOut()]).toEqual([[['signed-out', null, 'ACCOUNT_SUSPENDED']], 1]);
  });

  it('is told without a user of a session that an operation of one’s own opens', async () => {
    const { auth, email, password } = await signedIn(environment);
    const { told } = watched(auth);
    const document =
      'mutation ($input: LoginInput!) { login(input: $input) { accessToken refreshToken expiresIn user { id } } }';
    await auth.request(document, { input: { usernameOrEmail: email, password } });
    expect(told()).toEqual([['signed-in', null, 'login']]);
  });
});

describeInChromium('two tabs in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser.close());

  it.each(['inLocalStorage', 'inCookie'])(
    'are told the same of a session that they keep %s',
    async (storage) => {
      await showPage(environment.front, '/', storage);
      const context = await browser.newContext();
      const tabs = await Promise.all([context.newPage(), context.newPage()]);
      await Promise.all(tabs.map((tab) => tab.goto(environment.front.origin)));
      const [first, second] = tabs as [Page, Page];
      const [ada, eve] = await Promise.all([1, 2].map(() => registerPerson(environment.service.client)));
      const signIn = ({ email, password }: Person = ada as Person) =>
        ask(first, `auth.login(${JSON.stringify({ usernameOrEmail: email, password })})`);

      await signIn();
      const { username } = (ada as Person).tokens.user;
      expect(await both(tabs)).toEqual([
        [['signed-in', username, 'login']],
        [['signed-in', username, 'login']],
      ]);

      await ask(second, `auth.updateProfile({ username: '${username}x' }).then(() => auth.refreshToken())`);
      const refreshed = [['signed-in', `${username}x`, 'refresh']];
      expect(await both(tabs)).toEqual([refreshed, refreshed]);

      await signIn(eve);
      const evesLogin = ['signed-in', (eve as Person).tokens.user.username, 'login'];
      expect(await both(tabs)).toEqual([[evesLogin], [['signed-out', null, 'other-user'], evesLogin]]);

      await ask(second, 'auth.logout()');
      const loggedOut = [['signed-out', null, 'logout']];
      expect(await both(tabs)).toEqual([loggedOut, loggedOut]);
      await context.close();
    },
  );
});

/** What the tabs were told since the last time. */
async function both(tabs: readonly Page[]) {
  await Promise.all(tabs.map((tab) => tab.waitForFunction('changes.length > 0')));
  await pause(100);
  const told = await Promise.all(tabs.map((tab) => tab.evaluate<SessionChange[]>('changes.splice(0)')));
  return told.map((changes) => changes.map(short));
}
