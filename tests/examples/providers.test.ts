import type { Browser, Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../packages/client/chromium.js';
import { uniqueName } from '../support/people.js';
import { freePort, preparedFolder, type RunningProcess, startProcess } from '../support/process.js';
import { RealProvider } from '../support/real-provider.js';
import { START_LIMIT } from '../support/service.js';
import { commandOf, serve } from './program.js';

describeInChromium('the page with providers', () => {
  let provider: RealProvider;
  let service: RunningProcess;
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    const [port, own] = [await freePort(), await freePort()];
    origin = `http://localhost:${port}`;
    const publicUrl = `http://localhost:${own}`;
    provider = await RealProvider.open(`${publicUrl}/sign-in/acme/callback`);
    service = await startProcess({
      DATA_DIR: await preparedFolder(),
      PORT: String(own),
      PUBLIC_URL: publicUrl,
      CORS_ORIGINS: origin,
      SIGN_IN_PROVIDERS: 'acme',
      SIGN_IN_ACME_NAME: 'Acme',
      SIGN_IN_ACME_ISSUER: provider.issuer,
      SIGN_IN_ACME_CLIENT_ID: provider.clientId,
      SIGN_IN_ACME_CLIENT_SECRET: provider.clientSecret,
      SIGN_IN_ACME_TRUST_EMAIL: 'verified',
    });
    const env = { VITE_LATCHKEY_URL: `${publicUrl}/graphql` };
    const command = (await commandOf('npx vite examples/providers')).replace('5175', `${port} --strictPort`);
    expect(await serve(command, env, /Local: +(\S+)/)).toBe(`${origin}/`);
    browser = await launchChromium();
  }, START_LIMIT);
  afterAll(async () => {
    await browser.close();
    await service.kill();
    await provider.close();
  });

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const greets = (page: Page) => page.getByRole('heading', { name: 'Hello' }).waitFor();

  it('signs a new person up, remembers them, and signs them in again', async () => {
    const page = await browser.newPage();
    const thrown: Error[] = [];
    page.on('pageerror', (error) => thrown.push(error));
    const [login, username] = [uniqueName(), uniqueName()];
    await page.goto(origin);
    await press(page, 'Continue with Acme');
    await page.fill('input[name=login]', login);
    await page.fill('input[name=password]', 'of the provider');
    await page.click('button[type=submit]');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    expect(page.url()).toBe(`${origin}/`);
    // The provider vouches for the address, so the page does not ask for it.
    expect(await page.getByLabel('Email', { exact: true }).isVisible()).toBe(false);
    await page.getByLabel('Username', { exact: true }).fill('no name');
    await press(page, 'Register');
    await page.getByRole('alert').filter({ hasText: 'username: ' }).waitFor();
    await page.getByLabel('Username', { exact: true }).fill(username);
    await press(page, 'Register');
    await greets(page);
    await page.reload();
    await greets(page);
    await press(page, 'Sign out');
    await press(page, 'Continue with Acme');
    await greets(page);
    expect(await page.locator('#name').textContent()).toBe(username);
    expect(thrown).toEqual([]);
  }, 60_000);
});
