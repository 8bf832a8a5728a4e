import { createServer } from 'node:http';
import { Duration } from '../../../src/core/duration.js';
import { createRequestClient, type RequestClientOptions } from '../../../src/packages/client/index.js';
import { times } from '../../support/outcomes.js';
import { sendOperation } from '../../support/raw-http.js';
import { type ClientEnvironment, failureOf, openEnvironment } from './client-environment.js';
import { CookieJar } from './cookie-jar.js';
import { withServer } from './own-server.js';
import { NAVIGATION, signedInBrowser } from './signed-in-browser.js';

const REFRESH = '__Host-latchkey-refresh';
const ACCESS = '__Host-latchkey-access';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment({ REFRESH_GRACE: '1s' });
});
afterAll(() => environment.stop());
beforeEach(() => environment.front.forget());

const browserOfSomebody = () => signedInBrowser(environment);
const refreshInBrowser = async (jar: CookieJar) => {
  const { text, headers } = await sendOperation(
    environment.front.url,
    'mutation { refreshToken { accessToken } }',
    {},
    { origin: environment.front.origin, 'latchkey-refresh-token': 'cookie', cookie: jar.header },
  );
  jar.keep([headers['set-cookie'] ?? []].flat());
  return JSON.parse(text).errors?.[0].extensions.code ?? 'refreshed';
};

/** A request of this browser to the application, and the answer to it. */
function open(
  jar: CookieJar,
  extra: Record<string, string> = {},
  options: Partial<RequestClientOptions> = {},
) {
  const request = { headers: { ...NAVIGATION, cookie: jar.header, ...extra } };
  const response = { headers: new Headers() };
  const auth = createRequestClient({ url: environment.front.url, request, response, ...options });
  return { auth, response, arrive: () => jar.keep(response.headers.getSetCookie()) };
}
/** What a server component does: the request as the renderer sees it, and no response. */
const render = (headers: Headers) =>
  createRequestClient({ url: environment.front.url, request: { headers } });

describe('a client of one request with its response', () => {
  it('refreshes once for a page, passes the cookies on, and lets no cache keep the answer', async () => {
    const { person, jar } = await browserOfSomebody();
    const { auth, response, arrive } = open(jar);
    const users = await Promise.all(times(10, null).map(() => auth.findUser()));
    expect(users.map((user) => user?.email)).toEqual(times(10, person.email));
    expect(environment.front.count('RefreshToken')).toBe(1);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const lines = response.headers.getSetCookie();
    expect(lines.map((line) => line.split('=')[0])).toEqual([REFRESH, ACCESS]);
    for (const line of lines) expect(line).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(lines[1]).toMatch(/; Max-Age=8\d\d;/);
    arrive();
    // The next page needs no refresh.
    expect((await open(jar).auth.findUser())?.email).toBe(person.email);
    expect(environment.front.count('RefreshToken')).toBe(1);
  });

  it('signs nobody out: a minute after it has refreshed, the browser does so as well', async () => {
    const { person, jar } = await browserOfSomebody();
    for (let round = 0; round < 3; round += 1) {
      environment.service.clock.advance(Duration.minutes(16));
      jar.keep([`${ACCESS}=; Max-Age=0`]);
      const { auth, arrive } = open(jar);
      expect((await auth.findUser())?.email).toBe(person.email);
      arrive();
      environment.service.clock.advance(Duration.minutes(1));
      expect(await refreshInBrowser(jar)).toBe('refreshed');
    }
  });

  it('refreshes where the service refuses the access token that it was given', async () => {
    const { person, jar } = await browserOfSomebody();
    const first = open(jar);
    await first.auth.getAccessToken();
    first.arrive();
    environment.service.clock.advance(Duration.minutes(16));
    const { auth, response } = open(jar);
    expect((await auth.me())?.email).toBe(person.email);
    expect(response.headers.getSetCookie()).toHaveLength(2);
    expect(environment.front.seen).toEqual(['RefreshToken', 'Me', 'RefreshToken', 'Me']);
  });

  it('hands on no access token that is past its time, though the browser still has it', async () => {
    environment.service.clock.advance(Duration.minutes(-600));
    const { jar } = await browserOfSomebody();
    const first = open(jar);
    const expired = await first.auth.getAccessToken();
    first.arrive();
    environment.service.clock.advance(Duration.minutes(600));
    const token = await open(jar).auth.getAccessToken();
    expect(environment.front.seen).toEqual(['RefreshToken', 'RefreshToken']);
    expect(token).not.toBe(expired);
  });

  it('sees a visitor, and drops the access token, once the session is over', async () => {
    const { person, jar } = await browserOfSomebody();
    const first = open(jar);
    await first.auth.getAccessToken();
    first.arrive();
    await environment.service.database.session.deleteMany({ where: { userId: person.tokens.user.id } });
    const { auth, arrive } = open(jar);
    expect(await auth.findUser()).toBeNull();
    arrive();
    expect([jar.get(ACCESS), jar.get(REFRESH)]).toEqual([undefined, expect.any(String)]);
  });

  it('says so where the service cannot be reached, and takes nobody for a visitor', async () => {
    const { jar } = await browserOfSomebody();
    const { auth } = open(jar, {}, { url: 'http://127.0.0.1:1/graphql' });
    expect((await failureOf(auth.findUser())).code).toBe('NETWORK_ERROR');
  });
});

describe('the code that renders', () => {
  it('finds the access token in the headers that it is handed, and does not refresh', async () => {
    const { person, jar } = await browserOfSomebody();
    const { auth } = open(jar, { 'x-own': '1', cookie: `theme=dark; ${jar.header}` });
    const headers = await auth.requestHeaders();
    expect([headers.get('x-own'), headers.get('cookie')]).toEqual([
      '1',
      expect.stringMatching(/^theme=dark; /),
    ]);
    environment.front.forget();
    expect((await render(headers).findUser())?.email).toBe(person.email);
    expect(environment.front.seen).toEqual(['Me']);
  });

  it('renders for a visitor where there is no access token, and leaves the refresh to the browser', async () => {
    const { jar } = await browserOfSomebody();
    expect(await render(new Headers({ ...NAVIGATION, cookie: jar.header })).findUser()).toBeNull();
    expect(await render(new Headers(NAVIGATION)).getAccessToken()).toBeNull();
    expect(environment.front.seen).toEqual([]);
    expect(await render(new Headers(NAVIGATION)).me()).toBeNull();
  });

  it('is given no access token from outside: only one of the session of the refresh cookie counts', async () => {
    const { jar, person } = await browserOfSomebody();
    const eve = await browserOfSomebody();
    const hers = open(eve.jar);
    const herToken = await hers.auth.getAccessToken();
    const planted = (cookie: string) => ({ cookie: `${cookie}${ACCESS}=${herToken}` });
    for (const cookie of ['', `${jar.header}; `, `${jar.header}; ${ACCESS}=x; `])
      expect(await render(new Headers(planted(cookie))).findUser()).toBeNull();
    const headers = new Headers({
      authorization: `Bearer ${herToken}`,
      'latchkey-access-token': `${herToken}`,
    });
    expect(await render(headers).findUser()).toBeNull();
    // Where it may refresh, it sees the owner of the refresh cookie, and hands on the token of no other.
    const { auth } = open(jar, planted(`${jar.header}; `));
    expect((await render(await auth.requestHeaders()).findUser())?.email).toBe(person.email);
    const visitor = open(new CookieJar(''), planted(''));
    expect((await visitor.auth.requestHeaders()).get('cookie')).toBeNull();
  });
});

describe('what goes to the service', () => {
  it('are its own cookies with a refresh, and what the browser says of its request: nothing is invented', async () => {
    const { jar } = await browserOfSomebody();
    const known = '__Host-latchkey-known=d';
    const cookie = `theme=dark; ${jar.header}; ${known}; ${ACCESS}=x; latchkey=1`;
    await open(jar, {
      cookie,
      authorization: 'Bearer x',
      'x-forwarded-for': '1.2.3.4',
      referer: 'x',
    }).auth.getAccessToken();
    const sent = environment.front.lastHeaders;
    expect(sent.cookie).toBe(`${jar.header}; ${known}`);
    expect([sent['sec-fetch-site'], sent.origin, sent.authorization]).toEqual(['none', undefined, undefined]);
    expect([sent['x-forwarded-for'], sent.referer]).toEqual([undefined, undefined]);
    await open(jar, {
      origin: environment.front.origin,
      'sec-fetch-site': 'same-origin',
    }).auth.passwordPolicy();
    const query = environment.front.lastHeaders;
    expect([query.cookie, query.origin, query['sec-fetch-site']]).toEqual([
      undefined,
      environment.front.origin,
      'same-origin',
    ]);
  });

  it('has the address of the browser only where the application says so', async () => {
    const { jar } = await browserOfSomebody();
    await open(jar, {}, { clientAddress: '2001:db8::7' }).auth.getAccessToken();
    expect(environment.front.lastHeaders['x-forwarded-for']).toBe('2001:db8::7');
    expect(() => open(jar, {}, { clientAddress: '10.0.0.1, 1.2.3.4' })).toThrow(/must be an IP address/);
  });

  it.each([
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from another origin', { origin: 'https://evil.example', 'sec-fetch-site': 'none' }],
    ['that says nothing of where it is from', { 'sec-fetch-site': '' }],
  ])('refreshes nothing for a request %s: the page is a visitor’s', async (_what, headers) => {
    const { jar } = await browserOfSomebody();
    const { auth, response } = open(jar, headers);
    expect([await auth.findUser(), response.headers.getSetCookie()]).toEqual([null, []]);
    expect(await refreshInBrowser(jar)).toBe('refreshed');
  });

  it('are queries: whoever follows a link changes nothing', async () => {
    const { jar } = await browserOfSomebody();
    const { auth } = open(jar);
    for (const document of [
      'mutation { logout { success } }',
      'query A { me { id } } mutation B { logout { success } }',
      '# query\nmutation { logout { success } }',
      'nonsense',
    ])
      await expect(auth.request(document)).rejects.toThrow(/runs queries only/);
    expect('logout' in auth || 'deleteAccount' in auth || 'login' in auth).toBe(false);
    expect(environment.front.seen).toEqual([]);
  });

  it('goes to the address that it was made with, and follows no redirect', async () => {
    const { jar } = await browserOfSomebody();
    const redirecting = createServer((_request, response) => {
      response.writeHead(307, { location: environment.front.url }).end();
    });
    await withServer(redirecting, async (origin) => {
      const { auth } = open(jar, {}, { url: `${origin}/graphql` });
      expect((await failureOf(auth.getAccessToken())).code).toBe('NETWORK_ERROR');
    });
    expect(environment.front.seen).toEqual([]);
    for (const url of ['/graphql', 'ftp://host/graphql', 'http://user:secret@host/graphql'])
      expect(() => open(jar, {}, { url })).toThrow(TypeError);
  });
});
