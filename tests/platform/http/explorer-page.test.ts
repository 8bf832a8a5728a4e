import { sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { INTROSPECTION: 'on', PUBLIC_URL: 'http://localhost:4000' } });
});
afterAll(() => service.stop());

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const get = (path: string, headers: Record<string, string>) =>
  sendRaw(`${service.url}${path}`, { method: 'GET', headers });

describe('the explorer', () => {
  it('is shown to browsers alone: a client gets the answer to its operation', async () => {
    for (const accept of ['application/json', '*/*', 'application/graphql-response+json, text/html;q=0.5']) {
      const { headers, text } = await get('/graphql?query={__typename}', {
        accept,
        'apollo-require-preflight': '1',
      });
      expect(headers['content-type']).not.toMatch(/html/);
      expect(JSON.parse(text)).toEqual({ data: { __typename: 'Query' } });
    }
  });

  it('comes compressed where the browser reads that, and plain elsewhere', async () => {
    const [compressed, plain, refusing] = await Promise.all([
      get('/graphql', { accept: BROWSER, 'accept-encoding': 'gzip, deflate, br' }),
      get('/graphql', { accept: BROWSER }),
      get('/graphql', { accept: BROWSER, 'accept-encoding': 'gzip;q=0, br' }),
    ]);
    expect(compressed.headers['content-encoding']).toBe('gzip');
    for (const { headers, text } of [plain, refusing]) {
      expect(headers['content-encoding']).toBeUndefined();
      expect(text).toMatch(/^<!doctype html>[\s\S]*<\/html>$/);
    }
  });

  it('has nothing of the request in it, so no address can put a script there', async () => {
    const [one, other] = await Promise.all([
      get('/graphql', { accept: BROWSER }),
      get('/graphql?query=%3C/script%3E%3Cscript%3Ealert(1)&title=%3Cb%3E', {
        accept: BROWSER,
        host: 'evil.example',
      }),
    ]);
    expect(other.text).toBe(one.text);
  });
});

describe('the page of the Apollo Sandbox', () => {
  it('embeds it where the service runs on the machine of the developer', async () => {
    const { headers, text } = await get('/graphql/sandbox', { accept: BROWSER });
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(text).toContain('"initialEndpoint":"http://localhost:4000/graphql"');
    expect(text).toContain('"runTelemetry":false');
    expect(headers['content-security-policy']).toMatch(
      /script-src https:\/\/embeddable-sandbox\.cdn\.apollographql\.com\/v2\/[\w.-]+ 'sha256-[^']+';/,
    );
  });

  it('leads to that of Apollo elsewhere, and loads no foreign script beside the refresh cookie', async () => {
    const remote = await startService({ env: { INTROSPECTION: 'on', PUBLIC_URL: 'https://latchkey.test' } });
    try {
      const { headers, text } = await sendRaw(`${remote.url}/graphql/sandbox`, {
        method: 'GET',
        headers: {},
      });
      expect(text).toContain('endpoint=https%3A%2F%2Flatchkey.test%2Fgraphql');
      expect(text).toContain('CORS_ORIGINS=https://studio.apollographql.com');
      expect(text).not.toContain('<script');
      expect(headers['content-security-policy']).not.toMatch(/script-src|frame-src/);
    } finally {
      await remote.stop();
    }
  });
});
