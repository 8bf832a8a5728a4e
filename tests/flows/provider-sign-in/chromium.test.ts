import type { Browser, Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../../packages/client/chromium.js';
import { Front } from '../../packages/client/proxy.js';
import { uniqueName } from '../../support/people.js';
import { RealProvider } from '../../support/real-provider.js';
import { startService, type TestService } from '../../support/service.js';

/** A page that signs in by plain `fetch`. The challenge stays in the storage of its tab. */
const PAGE = `<!doctype html><title>The page</title><script>
  globalThis.call = async (query, input) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query, variables: { input } });
    const { data, errors } = await (await fetch('/graphql', { method: 'POST', headers, body })).json();
    if (errors) return { refused: errors[0].extensions };
    return Object.values(data)[0];
  };
  globalThis.begin = async () => {
    const input = { provider: 'acme', returnTo: location.origin + '/app' };
    const begun = await call('mutation ($input: StartProviderSignInInput!) { startProviderSignIn(input: $input) { url challenge } }', input);
    sessionStorage.setItem('challenge', begun.challenge);
    location.assign(begun.url);
  };
  globalThis.finish = async () => {
    const told = new URLSearchParams(location.hash.slice(1));
    history.replaceState(null, '', location.pathname);
    const input = { challenge: sessionStorage.getItem('challenge') ?? '', result: told.get('result') ?? '' };
    return { told: Object.fromEntries(told), answer: await call('mutation ($input: CompleteProviderSignInInput!) { completeProviderSignIn(input: $input) { accessToken user { username } } }', input) };
  };
  globalThis.signUp = async (challenge, username) =>
    call('mutation ($input: CompleteSignUpInput!) { completeSignUp(input: $input) { user { username email emailVerified } } }', { challenge, username });
</script>`;

interface Finished {
  readonly told: { readonly result?: string; readonly error?: string };
  readonly answer: {
    readonly refused?: { readonly code: string; readonly challenge: string };
    readonly user?: { readonly username: string };
  };
}

let front: Front;
let provider: RealProvider;
let service: TestService;
let browser: Browser;

describeInChromium('a sign-in with a real provider in Chromium', () => {
  beforeAll(async () => {
    front = await Front.open();
    provider = await RealProvider.open(`${front.origin}/sign-in/acme/callback`);
    service = await startService({
      env: {
        PUBLIC_URL: front.origin,
        SIGN_IN_PROVIDERS: 'acme',
        SIGN_IN_ACME_ISSUER: provider.issuer,
        SIGN_IN_ACME_CLIENT_ID: provider.clientId,
        SIGN_IN_ACME_CLIENT_SECRET: provider.clientSecret,
        SIGN_IN_ACME_TRUST_EMAIL: 'verified',
      },
    });
    front.before(service.url);
    front.show('/app', 'text/html', PAGE);
    browser = await launchChromium();
  }, 400_000);
  afterAll(async () => {
    await browser.close();
    await front.close();
    await service.stop();
    await provider.close();
  });

  /** A tab of a browser of its own, on the page of the client. */
  const newBrowser = async (): Promise<Page> => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${front.origin}/app`);
    return page;
  };
  /** Signs in at the provider, and comes back to the page of the client. */
  const passProvider = async (page: Page, login: string): Promise<void> => {
    await page.evaluate('begin()');
    await page.waitForSelector('input[name=login]');
    await page.fill('input[name=login]', login);
    await page.fill('input[name=password]', 'of the provider');
    await Promise.all([page.waitForNavigation(), page.click('button[type=submit]')]);
    await page.click('button[type=submit]');
    await page.waitForURL(/\/app#/);
  };
  const finish = (page: Page): Promise<Finished> => page.evaluate('finish()');

  it('signs a new person up, and in again, without a cookie of the service', async () => {
    const [login, username] = [uniqueName(), uniqueName()];
    const page = await newBrowser();
    await passProvider(page, login);
    const first = await finish(page);
    expect(first.answer.refused?.code).toBe('SIGN_UP_REQUIRED');
    const { challenge } = first.answer.refused ?? { challenge: '' };
    expect(await page.evaluate(`signUp('${challenge}', '${username}')`)).toEqual({
      user: { username, email: `${login}@example.com`, emailVerified: true },
    });
    const another = await newBrowser();
    await passProvider(another, login);
    expect(another.url()).toMatch(/\/app#result=[\w-]{43}$/);
    expect((await finish(another)).answer.user).toEqual({ username });
    const cookies = await another.context().cookies(front.origin);
    expect(cookies.filter(({ domain }) => domain === 'localhost')).toEqual([]);
  });

  it('is worth nothing in another browser, which has no challenge', async () => {
    const page = await newBrowser();
    await passProvider(page, uniqueName());
    const victim = await newBrowser();
    await victim.goto(page.url());
    await victim.reload();
    expect((await finish(victim)).answer.refused?.code).toBe('TOKEN_INVALID');
    expect((await finish(page)).answer.refused?.code).toBe('SIGN_UP_REQUIRED');
  });

  it('tells the page of a person who cancels at the provider', async () => {
    const page = await newBrowser();
    await page.evaluate('begin()');
    await page.waitForSelector('input[name=login]');
    await page.click('a[href$="/abort"]');
    await page.waitForURL(/\/app#/);
    expect((await finish(page)).told).toEqual({ error: 'access_denied' });
  });
});
