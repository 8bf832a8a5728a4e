import { createRequestClient, type RequestClientOptions } from '../../../src/packages/client/index.js';
import { type ClientEnvironment, openEnvironment } from './client-environment.js';
import { NAVIGATION } from './signed-in-browser.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

/** The headers of a query for this browser, as they are sent. */
async function sentFor(browser: Record<string, string>, options: Partial<RequestClientOptions> = {}) {
  let sent = new Headers();
  const auth = createRequestClient({
    url: environment.front.url,
    request: { headers: { ...NAVIGATION, ...browser } },
    fetch: (address, init) => {
      sent = new Headers(init?.headers);
      return fetch(address, init);
    },
    ...options,
  });
  await auth.passwordPolicy();
  return sent;
}

describe('a client of one request', () => {
  it('asks in the language of the browser, or in that of the application', async () => {
    const browser = { 'accept-language': 'de' };
    expect((await sentFor(browser)).get('accept-language')).toBe('de');
    expect((await sentFor(browser, { language: () => 'ja' })).get('accept-language')).toBe('ja');
  });

  it('sends headers of the application', async () => {
    const sent = await sentFor({}, { headers: async () => ({ 'X-Trace': 'abc' }) });
    expect(sent.get('x-trace')).toBe('abc');
  });

  it('takes no header from the application by which the service decides whom it answers', async () => {
    const forged = {
      Cookie: '__Host-latchkey-refresh=x',
      Origin: 'https://evil.example',
      'Sec-Fetch-Site': 'same-origin',
      'X-Forwarded-For': '203.0.113.9',
      'Content-Type': 'text/plain',
    };
    const sent = await sentFor({ 'sec-fetch-site': 'cross-site' }, { headers: forged });
    expect([sent.get('cookie'), sent.get('origin'), sent.get('x-forwarded-for')]).toEqual([null, null, null]);
    expect(sent.get('sec-fetch-site')).toBe('cross-site');
    expect(sent.get('content-type')).toBe('application/json');
  });
});
