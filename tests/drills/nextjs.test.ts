import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { serve } from '../examples/program.js';
import { launchChromium } from '../packages/client/chromium.js';
import { CookieJar } from '../packages/client/cookie-jar.js';
import { build } from '../support/build.js';
import { newFolder } from '../support/database.js';
import { runProgram } from '../support/examples.js';
import { pause, times } from '../support/outcomes.js';
import { newcomer } from '../support/people.js';
import { freePort, preparedFolder, type RunningProcess, startProcess } from '../support/process.js';
import { CHROMIUM, describeWith } from '../support/programs.js';
import { sendOperation } from '../support/raw-http.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REGISTER = 'mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }';
const NAVIGATION = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
/** Longer than an access token lives. */
const LONGER_THAN_ACCESS = 31_000;
/** Longer than a used refresh token is answered. */
const LONGER_THAN_GRACE = 3000;

describeWith(CHROMIUM)('the example with Next.js, in production', () => {
  let service: RunningProcess;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    const [port, servicePort] = [await freePort(), await freePort()];
    origin = `http://localhost:${port}`;
    service = await startProcess({
      DATA_DIR: await preparedFolder(),
      PORT: String(servicePort),
      PUBLIC_URL: origin,
      ACCESS_TOKEN_TTL: '30s',
      REFRESH_GRACE: '1s',
    });
    const env = { LATCHKEY_URL: `${service.url}/graphql`, NEXT_TELEMETRY_DISABLED: '1' };
    const folder = await buildExample(env);
    const next = join(folder, 'node_modules/next/dist/bin/next');
    await serve(`node ${next} start ${folder} --port ${port}`, env, /(Ready)/);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await service.kill();
  });

  const register = async () => {
    const input = newcomer();
    const jar = new CookieJar(origin);
    const mode = { origin, 'latchkey-refresh-token': 'cookie' };
    const { text, headers } = await sendOperation(`${origin}/graphql`, REGISTER, { input }, mode);
    if (JSON.parse(text).errors) throw new Error(text);
    jar.keep([headers['set-cookie'] ?? []].flat());
    return { ...input, jar };
  };
  const openPage = async (cookie: string) => {
    const answer = await fetch(origin, { headers: { ...NAVIGATION, cookie } });
    const rendered = /id="rendered">([^<]*)</.exec(await answer.text())?.[1];
    return { rendered, headers: answer.headers };
  };

  it('shows fifty users at once each themselves, and a visitor nobody', async () => {
    const users = await Promise.all(times(50, null).map(register));
    const expected = users.map(({ username }) => `Rendered for ${username}`);
    const open = async () => {
      const pages = await Promise.all([
        ...users.map(({ jar }) => openPage(jar.header)),
        openPage('theme=dark'),
      ]);
      users.forEach(({ jar }, index) => {
        jar.keep(pages[index]?.headers.getSetCookie() ?? []);
      });
      return pages;
    };
    const first = await open();
    expect(first.map(({ rendered }) => rendered)).toEqual([...expected, 'Rendered for a visitor']);
    for (const { headers } of first) expect(headers.get('cache-control')).toMatch(/private.*no-store/);
    // Now by the access token that the first answer brought, and then by a refresh again.
    expect((await open()).map(({ rendered }) => rendered)).toEqual([...expected, 'Rendered for a visitor']);
    await pause(LONGER_THAN_ACCESS);
    expect((await open()).map(({ rendered }) => rendered)).toEqual([...expected, 'Rendered for a visitor']);
  });

  it('shows nobody by an access token that came from outside', async () => {
    const { jar } = await register();
    jar.keep((await openPage(jar.header)).headers.getSetCookie());
    const planted = `__Host-latchkey-access=${jar.get('__Host-latchkey-access')}`;
    expect((await openPage(planted)).rendered).toBe('Rendered for a visitor');
    const victim = await register();
    const { rendered } = await openPage(`${victim.jar.header}; ${planted}`);
    expect(rendered).toBe(`Rendered for ${victim.username}`);
  });

  it('signs nobody out when the server has refreshed and the browser does so later', async () => {
    const { username, email, password } = await register();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(origin);
    await shows(page, 'Rendered for a visitor');
    await page.getByLabel('Username or email').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await shows(page, `Rendered for ${username}`);
    for (let round = 0; round < 2; round += 1) {
      await pause(LONGER_THAN_ACCESS);
      await page.reload();
      await shows(page, `Rendered for ${username}`);
      await pause(LONGER_THAN_GRACE);
      await page.getByRole('button', { name: 'Who am I?' }).click();
      await shows(page, `The browser sees ${username}`);
    }
    expect(await page.evaluate('document.cookie')).toBe('');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await shows(page, 'Rendered for a visitor');
    await context.close();
  });
});

const shows = (page: Page, text: string) =>
  page.getByText(text, { exact: true }).waitFor({ timeout: 30_000 });

/** As in a fresh clone, after the build of the repository: the example beside the package that it links to. */
async function buildExample(env: Readonly<Record<string, string>>): Promise<string> {
  await build();
  const clone = newFolder();
  const folder = join(clone, 'examples/nextjs');
  await mkdir(folder, { recursive: true });
  const isSource = (path: string) => !/\/(?:node_modules|\.next)$/.test(path);
  await cp(join(ROOT, 'examples/nextjs'), folder, { recursive: true, filter: isSource });
  const client = 'dist/packages/client';
  await cp(join(ROOT, client), join(clone, client), { recursive: true });
  const options = { cwd: folder, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } };
  for (const words of [
    ['ci', '--no-audit', '--no-fund', '--prefer-offline'],
    ['run', 'build'],
  ]) {
    const { code, out, errors } = await runProgram('npm', words, options);
    if (code !== 0) throw new Error(`npm ${words.join(' ')} failed:\n${out}\n${errors}`);
  }
  return folder;
}
