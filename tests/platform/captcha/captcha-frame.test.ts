import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../../packages/client/chromium.js';
import { type StandIn, startStandIn } from '../outgoing-http/stand-in.js';

/** A widget that wants more than it should get, and puts into its token what it got. */
const CURIOUS = `
  const read = (what) => { try { return String(what()); } catch (error) { return error.name; } };
  globalThis.turnstile = {
    render: (place, { sitekey, action, callback }) => callback(JSON.stringify({
      sitekey, action,
      origin: read(() => origin),
      page: read(() => parent.document.body.innerHTML),
      stored: read(() => localStorage.secret),
      cookie: read(() => document.cookie),
    })),
  };`;

describeInChromium('the frame of docs/captcha.md', () => {
  let host: StandIn;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const text = await readFile(new URL('../../../docs/captcha.md', import.meta.url), 'utf8');
    const block = (language: string) =>
      new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'm').exec(text)?.[1] ?? '';
    const policy = block('text').trim().replace('Content-Security-Policy: ', '');
    const parent = `<!doctype html><title>Sign in</title><body><script>
      localStorage.secret = 'of the page';
      document.cookie = 'secret=of-the-page';
      const SITE_KEY = 'site-key';
      ${block('js')}</script>`;
    host = await startStandIn((request, response) => {
      const isFrame = request.url?.startsWith('/captcha');
      response.writeHead(200, {
        'content-type': 'text/html',
        ...(isFrame ? { 'content-security-policy': policy } : {}),
      });
      response.end(isFrame ? block('html') : parent);
    });
    browser = await launchChromium();
    page = await browser.newPage();
    await page.route('https://challenges.cloudflare.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: CURIOUS }),
    );
    await page.goto(host.url);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await host?.close();
  });

  it('gives the page a token for its operation, and the script of the provider nothing of the page', async () => {
    const token = await page.evaluate<string>(`solveCaptcha('register')`);
    expect(JSON.parse(token)).toEqual({
      sitekey: 'site-key',
      action: 'register',
      origin: 'null',
      page: 'SecurityError',
      stored: 'SecurityError',
      cookie: 'SecurityError',
    });
    expect(await page.locator('iframe').count()).toBe(0);
  });

  it('is the only one whose token the page takes', async () => {
    const solving = page.evaluate<string>(`
      (() => {
        const solved = solveCaptcha('register');
        postMessage({ captcha: 'of another window' }, '*');
        return solved;
      })()`);
    expect(await solving).not.toBe('of another window');
  });
});
