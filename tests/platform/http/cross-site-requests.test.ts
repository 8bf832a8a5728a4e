import { sendRaw } from '../../support/raw-http.js';
import { engine, get, guess, JSON_TYPE, person, post, service } from './transport-environment.js';

describe('a request that a browser sends across sites unasked', () => {
  it.each([
    ['text/plain'],
    ['text/plain; charset=utf-8'],
    ['text/plain;application/json'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/json/x'],
    ['application/graphql'],
    ['junk'],
    [';'],
    [''],
  ])('GT-1: runs nothing as %j', async (type) => {
    const body = JSON.stringify({ query: `mutation { ${guess} }` });
    const forms = [
      body,
      `query=${encodeURIComponent(`mutation { ${guess} }`)}`,
      `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${body}\r\n--x--`,
    ];
    for (const form of forms) {
      const { status } = await post(form, { 'content-type': type });
      expect(Math.floor(status / 100)).toBe(4);
    }
    expect(engine.verifications).toEqual([]);
  });

  it('GT-1: runs nothing without a content type', async () => {
    const { status } = await post(JSON.stringify({ query: `mutation { ${guess} }` }), {});
    expect(Math.floor(status / 100)).toBe(4);
    expect(engine.verifications).toEqual([]);
  });

  it('GT-1: runs no query over GET without a header that needs a preflight, and one with it', async () => {
    const query = '{ passwordPolicy { minLength } }';
    for (const headers of [{}, { 'content-type': 'text/plain' }, { accept: 'text/html' }])
      expect(Math.floor((await get({ query }, headers)).status / 100)).toBe(4);
    const { status, text } = await get({ query }, { 'apollo-require-preflight': '1' });
    expect([status, JSON.parse(text)]).toEqual([200, { data: { passwordPolicy: { minLength: 8 } } }]);
  });

  it('GT-1: runs no mutation over GET at all', async () => {
    const query = `mutation { ${guess} }`;
    const headers = { 'apollo-require-preflight': '1', ...JSON_TYPE };
    for (const parameters of [
      { query },
      { query: `${query} query Q { __typename }`, operationName: '' },
      { query: `mutation M { ${guess} } query Q { __typename }`, operationName: 'M' },
    ])
      expect([405, 400]).toContain((await get(parameters as Record<string, string>, headers)).status);
    expect((await get({ query }, headers)).status).toBe(405);
    expect(engine.verifications).toEqual([]);
  });

  it.each(['same-origin', 'none'])(
    'GT-1: changes nothing as a navigation (%s), with the cookie',
    async (site) => {
      const { refreshToken } = person.tokens;
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
      const cookie = `__Host-latchkey-refresh=${refreshToken}`;
      const query = 'mutation { refreshToken { accessToken } }';
      for (const mode of [{}, { 'latchkey-refresh-token': 'cookie' }, { 'apollo-require-preflight': '1' }]) {
        const answer = await get({ query }, { ...headers, ...mode, cookie });
        expect([Math.floor(answer.status / 100), answer.headers['set-cookie']]).toEqual([4, undefined]);
      }
      // A form of a page posts with an Origin, and as no content type that runs anything.
      const body = new URLSearchParams({ query }).toString();
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      expect(Math.floor((await post(body, { ...headers, ...type, cookie })).status / 100)).toBe(4);
      const { generation } = await service.database.session.findFirstOrThrow({
        where: { userId: person.tokens.user.id },
      });
      expect(generation).toBe(1);
    },
  );

  it.each(['HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'GT-1: runs nothing by %s',
    async (method) => {
      const { status } = await sendRaw(service.client.url, {
        method,
        headers: { ...JSON_TYPE, 'apollo-require-preflight': '1' },
        body:
          method === 'HEAD' || method === 'TRACE' ? '' : JSON.stringify({ query: `mutation { ${guess} }` }),
      });
      expect(method === 'TRACE' ? [404, 405] : [405]).toContain(status);
      expect(engine.verifications).toEqual([]);
    },
  );
});
