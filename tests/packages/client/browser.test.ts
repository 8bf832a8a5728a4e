import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Duration } from '../../../src/core/duration.js';
import { pause, times } from '../../support/outcomes.js';
import { type Person, registerPerson } from '../../support/people.js';
import { ask, askAtOnce, describeInChromium, launchChromium, showPage } from './chromium.js';
import { type ClientEnvironment, openEnvironment } from './client-environment.js';
import { Front } from './proxy.js';

const TABS = 5;
const CALLS = 50;
const EMAIL = 'auth.me().then((user) => user && user.email)';

let environment: ClientEnvironment;
let browser: Browser;
/** Shows pages at another origin than the service's. */
let elsewhere: Front;

describeInChromium('in Chromium', () => {
  beforeAll(async () => {
    elsewhere = await Front.open();
    environment = await openEnvironment({ CORS_ORIGINS: elsewhere.origin });
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await elsewhere.close();
    await environment.stop();
  });

  describe.each(['inLocalStorage', 'inCookie'])('five tabs that keep their session %s', (storage) => {
    let context: BrowserContext;
    let person: Person;
    let tabs: Page[];
    // A tab is a process, which takes longer to begin than a test.
    beforeAll(async () => {
      await showPage(environment.front, '/', storage);
      context = await browser.newContext();
      tabs = await Promise.all(times(TABS, null).map(() => context.newPage()));
    });
    afterAll(() => context.close());
    beforeEach(async () => {
      person = await registerPerson(environment.service.client);
      await Promise.all(tabs.map((tab) => tab.goto(environment.front.origin)));
      const [first] = tabs as [Page];
      const input = JSON.stringify({ usernameOrEmail: person.email, password: person.password });
      expect(await ask(first, `auth.login(${input}).then(({ user }) => user.email)`)).toBe(person.email);
      expect(await askAtOnce(tabs, 1, EMAIL)).toEqual(times(TABS, person.email));
      expect(environment.front.count('RefreshToken')).toBe(0);
    });
    /** The tabs are as new again: no page, and nothing kept. */
    afterEach(async () => {
      await tabs[0]?.evaluate('localStorage.clear()');
      await context.clearCookies();
      await Promise.all(tabs.map((tab) => tab.goto('about:blank')));
      environment.front.forget();
    });

    const openTab = async () => {
      const tab = await context.newPage();
      await tab.goto(environment.front.origin);
      return tab;
    };
    const toldOfAnEnd = () => Promise.all(tabs.map((tab) => tab.evaluate<number>('signedOut')));
    /** Of the session that the tabs share: the other one is that of the registration. */
    const generation = async () => {
      const userId = person.tokens.user.id;
      const sessions = await environment.service.database.session.findMany({ where: { userId } });
      return Math.max(...sessions.map((session) => session.generation));
    };

    it('refresh once for fifty calls in each, when the service says that the token has expired', async () => {
      environment.service.clock.advance(Duration.minutes(16));
      const answers = await askAtOnce(tabs, CALLS, EMAIL);
      expect(answers).toEqual(times(TABS * CALLS, person.email));
      expect([environment.front.count('RefreshToken'), await generation()]).toEqual([1, 2]);
      expect(await toldOfAnEnd()).toEqual(times(TABS, 0));
    });

    it('refresh once for fifty calls, when they are opened anew and have no token that lasts', async () => {
      await Promise.all(tabs.map((tab) => tab.evaluate(AGE_WHAT_IS_KEPT)));
      await Promise.all(tabs.map((tab) => tab.reload()));
      const answers = await askAtOnce(tabs, CALLS / TABS, EMAIL);
      expect(answers).toEqual(times(CALLS, person.email));
      expect([environment.front.count('RefreshToken'), await generation()]).toEqual([1, 2]);
      expect(await toldOfAnEnd()).toEqual(times(TABS, 0));
    });

    it('refresh once though the news of it come late', async () => {
      await Promise.all(tabs.map((tab) => tab.evaluate(DELAY_MESSAGES)));
      environment.service.clock.advance(Duration.minutes(16));
      // What is stored is not at hand either.
      await Promise.all(tabs.map((tab) => tab.evaluate(HIDE_WHAT_IS_KEPT)));
      expect(await askAtOnce(tabs, 2, EMAIL)).toEqual(times(TABS * 2, person.email));
      expect(environment.front.count('RefreshToken')).toBe(1);
    });

    it('are signed out together, once each, when one of them signs out', async () => {
      const [first] = tabs as [Page];
      expect(await ask(first, 'auth.logout().then(({ success }) => success)')).toBe(true);
      await Promise.all(tabs.map((tab) => tab.waitForFunction('signedOut > 0')));
      expect(await askAtOnce(tabs, 1, EMAIL)).toEqual(times(TABS, null));
      expect(await toldOfAnEnd()).toEqual(times(TABS, 1));
      expect(environment.front.count('RefreshToken')).toBe(0);
      const later = await openTab();
      expect(await ask(later, EMAIL)).toBeNull();
      expect(await later.evaluate('signedOut')).toBe(0);
      await later.close();
    });

    it('are signed out for good, though the news of a refresh come late', async () => {
      await Promise.all(tabs.map((tab) => tab.evaluate(DELAY_MESSAGES)));
      const [first, second] = tabs as [Page, Page];
      await ask(second, 'auth.refreshToken()');
      expect(await ask(first, 'auth.logout().then(({ success }) => success)')).toBe(true);
      await Promise.all(tabs.map((tab) => tab.waitForFunction('signedOut > 0')));
      await pause(400);
      expect(await askAtOnce(tabs, 1, 'auth.getAccessToken()')).toEqual(times(TABS, null));
      expect(await toldOfAnEnd()).toEqual(times(TABS, 1));
    });

    it('are signed out together when the session was ended elsewhere, and one of them finds out', async () => {
      const userId = person.tokens.user.id;
      await environment.service.database.session.deleteMany({ where: { userId } });
      const [first] = tabs as [Page];
      expect(await ask(first, EMAIL)).toBe('TOKEN_INVALID');
      await Promise.all(tabs.map((tab) => tab.waitForFunction('signedOut > 0')));
      expect(await toldOfAnEnd()).toEqual(times(TABS, 1));
    });

    it('stay signed in when the answer to a refresh is lost', async () => {
      environment.service.clock.advance(Duration.minutes(16));
      environment.front.disturb('RefreshToken', 'lose the answer');
      expect(await askAtOnce(tabs, 2, EMAIL)).toEqual(times(TABS * 2, person.email));
      expect([environment.front.count('RefreshToken'), await generation()]).toEqual([2, 2]);
      expect(await toldOfAnEnd()).toEqual(times(TABS, 0));
    });

    it('tell of an end when somebody else signs in in one of them, and not when the same user does', async () => {
      const [first, second] = tabs as [Page, Page];
      const signIn = ({ email, password }: Person) =>
        ask(second, `auth.login(${JSON.stringify({ usernameOrEmail: email, password })}).then(() => true)`);
      expect(await signIn(person)).toBe(true);
      await pause(200);
      expect(await toldOfAnEnd()).toEqual(times(TABS, 0));
      const eve = await registerPerson(environment.service.client);
      expect(await signIn(eve)).toBe(true);
      await first.waitForFunction('signedOut > 0');
      expect((await toldOfAnEnd()).slice(0, 2)).toEqual([1, 0]);
      expect(await ask(first, EMAIL)).toBe(eve.email);
    });

    it('do not go back to a session from before for news that come late', async () => {
      const [first, second] = tabs as [Page, Page];
      await second.evaluate(HOLD_THE_FIRST_MESSAGE);
      await ask(second, 'auth.refreshToken()');
      const eve = await registerPerson(environment.service.client);
      const input = JSON.stringify({ usernameOrEmail: eve.email, password: eve.password });
      // The token of a login is told by its second, and news of the same one are no older.
      await pause(1100);
      await ask(second, `auth.login(${input})`);
      await second.evaluate('sendWhatWasHeld()');
      await pause(200);
      expect(await ask(first, EMAIL)).toBe(eve.email);
    });

    it('give every tab a token that is the newest', async () => {
      const [first] = tabs as [Page];
      const token = await ask<string>(first, 'auth.refreshToken()');
      await Promise.all(
        tabs.map((tab) => tab.waitForFunction(`auth.getAccessToken().then((token) => token === '${token}')`)),
      );
      expect(environment.front.count('RefreshToken')).toBe(1);
    });
  });

  it('RT-8: no script can read the refresh token in cookie mode', async () => {
    await showPage(environment.front, '/', 'inCookie');
    const person = await registerPerson(environment.service.client);
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.goto(environment.front.origin);
    const input = JSON.stringify({ usernameOrEmail: person.email, password: person.password });
    const payload = await tab.evaluate<{ refreshToken: string | null }>(`auth.login(${input})`);
    const cookies = await context.cookies();
    expect(cookies.map(({ name, httpOnly, secure }) => [name, httpOnly, secure]).sort()).toEqual([
      ['__Host-latchkey-known', true, true],
      ['__Host-latchkey-refresh', true, true],
    ]);
    expect(payload.refreshToken).toBeNull();
    const readable = await tab.evaluate<string>(
      'JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }])',
    );
    expect(readable).toBe('["",{},{}]');
    await context.close();
  });

  it.each(['inLocalStorage', 'inCookie'])(
    'a page of another origin that is allowed keeps its session %s',
    async (storage) => {
      await showPage(elsewhere, '/', storage, environment.front.url);
      const person = await registerPerson(environment.service.client);
      const context = await browser.newContext();
      const tab = await context.newPage();
      await tab.goto(elsewhere.origin);
      const input = JSON.stringify({ usernameOrEmail: person.email, password: person.password });
      await ask(tab, `auth.login(${input})`);
      environment.service.clock.advance(Duration.minutes(16));
      expect(await ask(tab, EMAIL)).toBe(person.email);
      await tab.reload();
      expect(await ask(tab, EMAIL)).toBe(person.email);
      expect(await ask(tab, 'auth.logout().then(({ success }) => success)')).toBe(true);
      await tab.reload();
      expect(await ask(tab, EMAIL)).toBeNull();
      await context.close();
    },
  );
});

const DELAY_MESSAGES = `{
  const { postMessage } = BroadcastChannel.prototype;
  BroadcastChannel.prototype.postMessage = function (message) {
    setTimeout(() => postMessage.call(this, message), 200);
  };
}`;
const HOLD_THE_FIRST_MESSAGE = `{
  const { postMessage } = BroadcastChannel.prototype;
  BroadcastChannel.prototype.postMessage = function (message) {
    globalThis.sendWhatWasHeld = () => postMessage.call(this, message);
    BroadcastChannel.prototype.postMessage = postMessage;
  };
}`;
const HIDE_WHAT_IS_KEPT = 'Storage.prototype.getItem = () => null';

/** What a tab finds when it comes back after a while. */
const AGE_WHAT_IS_KEPT = `for (const [name, text] of Object.entries(localStorage).filter(([, text]) => text.startsWith('{')))
  localStorage.setItem(name, JSON.stringify({ ...JSON.parse(text), freshUntil: 0 }))`;
