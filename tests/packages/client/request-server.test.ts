import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequestClient } from '../../../src/packages/client/index.js';
import { times } from '../../support/outcomes.js';
import { type ClientEnvironment, openEnvironment } from './client-environment.js';
import { withServer } from './own-server.js';
import { NAVIGATION, signedInBrowser } from './signed-in-browser.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

describe('fifty users of a server that is plain Node.js', () => {
  const page = async (request: IncomingMessage, response: ServerResponse) => {
    const auth = createRequestClient({ url: environment.front.url, request, response });
    response.end((await auth.findUser())?.email ?? 'nobody');
  };

  it('each see themselves at once, and a visitor sees nobody', async () => {
    const browsers = await Promise.all(times(50, null).map(() => signedInBrowser(environment)));
    const server = createServer((request, response) => void page(request, response));
    await withServer(server, async (origin) => {
      const ask = async (cookie: string) => {
        const answer = await fetch(origin, { headers: { ...NAVIGATION, cookie } });
        return { text: await answer.text(), headers: answer.headers };
      };
      const seen = await Promise.all(browsers.map(({ jar }) => ask(jar.header)));
      expect(seen.map(({ text }) => text)).toEqual(browsers.map(({ person }) => person.email));
      browsers.forEach(({ jar }, index) => {
        jar.keep(seen[index]?.headers.getSetCookie() ?? []);
      });
      const again = await Promise.all([...browsers.map(({ jar }) => ask(jar.header)), ask('')]);
      expect(again.map(({ text }) => text)).toEqual([
        ...browsers.map(({ person }) => person.email),
        'nobody',
      ]);
      expect(again.every(({ headers }) => headers.get('cache-control') === 'private, no-store')).toBe(true);
    });
    expect(environment.front.count('RefreshToken')).toBe(50);
  });
});
