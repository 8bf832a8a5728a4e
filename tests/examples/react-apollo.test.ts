import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../packages/client/chromium.js';
import { newcomer } from '../support/people.js';
import { freePort, preparedFolder, type RunningProcess, startProcess } from '../support/process.js';
import { START_LIMIT } from '../support/service.js';
import { commandOf, serve } from './program.js';

const READABLE = 'JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }])';

describeInChromium('the page with React and Apollo Client', () => {
  let service: RunningProcess;
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    const port = await freePort();
    origin = `http://localhost:${port}`;
    service = await startProcess({ DATA_DIR: await preparedFolder(), CORS_ORIGINS: origin });
    const env = { VITE_LATCHKEY_URL: `http://localhost:${service.port}/graphql` };
    const command = `${await commandOf('examples/react-apollo')} --port ${port} --strictPort`;
    expect(await serve(command, env, /Local: +(\S+)/)).toBe(`${origin}/`);
    browser = await launchChromium();
  }, START_LIMIT);
  afterAll(async () => {
    await browser.close();
    await service.kill();
  });

  /** What the page throws, and what the service answers it. */
  const thrown: Error[] = [];
  const answers: Promise<string>[] = [];
  const open = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => thrown.push(error));
    page.on('response', (response) => {
      const isAnswer = response.url().endsWith('/graphql') && response.request().method() === 'POST';
      if (isAnswer) answers.push(response.text().catch(() => ''));
    });
    await page.goto(origin);
    return page;
  };
  const type = async (page: Page, fields: Readonly<Record<string, string>>) => {
    for (const [label, text] of Object.entries(fields)) await page.getByLabel(label).fill(text);
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const shows = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();

  it('registers, knows who comes back, and logs out everywhere', async () => {
    const { username, email, password } = newcomer();
    const context = await browser.newContext();
    const page = await open(context);
    await press(page, 'I am new here');
    await type(page, { Username: username, Email: email, Password: password });
    await press(page, 'Register');
    await shows(page, `Hello, ${username}`);
    await page.reload();
    await shows(page, `Hello, ${username}`);
    await page.getByText('Open sessions: 1').waitFor();

    const cookies = await context.cookies();
    expect(cookies.map(({ name, httpOnly }) => [name, httpOnly]).sort()).toEqual([
      ['__Host-latchkey-known', true],
      ['__Host-latchkey-refresh', true],
    ]);
    expect(await page.evaluate(READABLE)).toBe('["",{},{}]');
    const told = (await Promise.all(answers)).join('\n');
    expect(told).toContain('"refreshToken":null');
    for (const { value } of cookies) expect(told).not.toContain(value);

    const elsewhere = await open(await browser.newContext());
    await type(elsewhere, { 'Username or email': email, Password: 'Wrong-horse-1' });
    await press(elsewhere, 'Log in');
    await elsewhere.getByText('Invalid credentials').waitFor();
    await type(elsewhere, { Password: password });
    await press(elsewhere, 'Log in');
    await shows(elsewhere, `Hello, ${username}`);
    await elsewhere.getByText('Open sessions: 2').waitFor();

    const tab = await open(context);
    await shows(tab, `Hello, ${username}`);
    await press(page, 'Log out everywhere');
    for (const one of [page, tab]) await shows(one, 'Log in');
    await elsewhere.reload();
    await shows(elsewhere, 'Log in');
    // What makes the device a known one outlives every session.
    expect((await context.cookies()).map(({ name }) => name)).toEqual(['__Host-latchkey-known']);
    expect(thrown).toEqual([]);
  }, 60_000);
});
