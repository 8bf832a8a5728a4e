import type { Browser, Page, Request } from 'playwright-core';
import { describeInChromium, launchChromium } from '../../packages/client/chromium.js';
import { registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

describeInChromium('the explorer in a browser', () => {
  let service: TestService;
  let browser: Browser;
  beforeAll(async () => {
    service = await startService({ env: { INTROSPECTION: 'on' } });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await service.stop();
  });

  /** Opens the explorer, and collects what it asks for and what the browser complains of. */
  async function open(query = '') {
    const page = await (await browser.newContext()).newPage();
    const complaints: string[] = [];
    const requests: Request[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request));
    await page.goto(`${service.client.url}${query}`);
    await page.locator('.graphiql-query-editor .view-lines').waitFor();
    return { page, complaints, requests };
  }

  const typeInto = async (page: Page, editor: string, text: string) => {
    await page.locator(`${editor} .view-lines`).click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Delete');
    // The editor closes every bracket that is typed.
    await page.keyboard.insertText(text);
    await page.keyboard.press('ControlOrMeta+Shift+End');
    await page.keyboard.press('Delete');
  };
  const shows = (page: Page, text: string) =>
    page.locator('.graphiql-response .view-lines', { hasText: text }).waitFor({ timeout: 20_000 });
  const run = (page: Page) => page.locator('button.graphiql-execute-button').click();

  it('reads the schema and runs an operation, without a complaint and without another origin', async () => {
    const { page, complaints, requests } = await open();
    await run(page);
    await shows(page, 'minLength');
    const foreign = requests
      .map((request) => new URL(request.url()))
      .filter((url) => /^http/.test(url.protocol));
    expect(new Set(foreign.map((url) => url.origin))).toEqual(new Set([service.url]));
    expect(complaints).toEqual([]);
  });

  it('runs an operation with the token of a header', async () => {
    const person = await registerPerson(service.client);
    const { page } = await open();
    await typeInto(page, '.graphiql-query-editor', '{ me { username } }');
    await page.getByRole('button', { name: 'Headers' }).click();
    await typeInto(
      page,
      '.graphiql-editor-tool .graphiql-editor:not(.hidden)',
      JSON.stringify({ Authorization: `Bearer ${person.tokens.accessToken}` }),
    );
    await run(page);
    await shows(page, person.tokens.user.username);
  });

  it('ignores an operation in the address, and keeps nothing in the address and in the storage', async () => {
    const { page } = await open('?query=mutation%20{logoutEverywhere{count}}');
    expect(await page.locator('.graphiql-query-editor').textContent()).not.toContain('logoutEverywhere');
    await typeInto(page, '.graphiql-query-editor', '{ passwordPolicy { minScore } }');
    await run(page);
    await shows(page, 'minScore');
    expect(page.url()).toBe(service.client.url);
    // A page without a script shows what the browser itself keeps for the origin.
    await page.goto(`${service.url}/healthz`);
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
  });

  it('never sends the header that would let the service read the refresh cookie', async () => {
    const { page, requests } = await open();
    await run(page);
    await shows(page, 'minLength');
    expect(requests.some((request) => 'latchkey-refresh-token' in request.headers())).toBe(false);
  });
});
