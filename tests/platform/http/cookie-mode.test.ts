import { connect } from 'node:net';
import { Duration } from '../../../src/core/duration.js';
import { repeats, repeatsAPart } from '../../support/canary.js';
import { claimsOf } from '../../support/outcomes.js';
import { newcomer, type Person, registerPerson } from '../../support/people.js';
import { type RawAnswer, sendOperation, sendRaw } from '../../support/raw-http.js';
import { PUBLIC_URL, startService, type TestService } from '../../support/service.js';

const APP = 'https://app.example.com';
const NAME = '__Host-latchkey-refresh';
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict';
const MODE = { origin: APP, 'latchkey-refresh-token': 'cookie' };
const THIRTY_DAYS = 30 * 24 * 60 * 60;

const TOKENS = '{ accessToken refreshToken tokenType expiresIn user { id } }';
const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) ${TOKENS} }`;
const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) ${TOKENS} }`;
const REFRESH = `mutation ($input: RefreshTokenInput) { refreshToken(input: $input) ${TOKENS} }`;
const LOGOUT = 'mutation ($input: LogoutInput) { logout(input: $input) { success } }';

let service: TestService;
let person: Person;
beforeAll(async () => {
  service = await startService({ env: { CORS_ORIGINS: APP, REFRESH_GRACE: '0s', REFRESH_RECOVERY: '0s' } });
  person = await registerPerson(service.client);
});
afterAll(() => service.stop());

const ask = (query: string, headers: Record<string, string | string[]>, input?: object) =>
  sendOperation(service.client.url, query, input === undefined ? {} : { input }, headers);

const credentials = () => ({ usernameOrEmail: person.email, password: person.password });
const logIn = (headers: Record<string, string> = MODE) => ask(LOGIN, headers, credentials());
const bearer = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` });
const cookie = (token: string) => ({ cookie: `theme=dark; ${NAME}=${token}; lang=en` });

const setCookies = ({ headers }: RawAnswer): string[] =>
  [headers['set-cookie'] ?? []].flat().filter((line) => line.startsWith(NAME));
/** The token of the one cookie that an answer sets. */
const kept = (answer: RawAnswer): string => {
  const [line, ...more] = setCookies(answer);
  if (line === undefined || more.length > 0) throw new Error(`${setCookies(answer).length}: ${answer.text}`);
  return /^[^=]+=([^;]*)/.exec(line)?.[1] ?? '';
};
const payload = ({ text }: RawAnswer) => Object.values(JSON.parse(text).data)[0] as Record<string, string>;
const codes = ({ text }: RawAnswer) =>
  (JSON.parse(text).errors ?? []).map(({ extensions }: { extensions: { code: string } }) => extensions.code);
const isSignedIn = async (accessToken: string) =>
  codes(await ask('{ me { id } }', bearer(accessToken))).length === 0;

/** A refresh with a `Cookie` header in bytes of Latin-1, as a browser may send them. */
async function refreshOverSocket(cookies: string): Promise<{ codes: string[] }> {
  const { hostname, port, pathname, host } = new URL(service.client.url);
  const body = JSON.stringify({ query: REFRESH });
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    `origin: ${APP}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
    `cookie: ${cookies}`,
  ];
  const socket = connect(Number(port), hostname);
  socket.write(Buffer.from([...head, '', body].join('\r\n'), 'latin1'));
  const text = Buffer.concat(await socket.toArray()).toString();
  const answer = /\{"(?:errors|data)".*\}/s.exec(text)?.[0] ?? text;
  return { codes: codes({ status: 200, headers: {}, text: answer }) };
}

describe('cookie mode', () => {
  it.each<[string, () => Promise<RawAnswer>]>([
    ['register', () => ask(REGISTER, MODE, newcomer())],
    ['login', () => logIn()],
    ['refreshToken', async () => ask(REFRESH, MODE, { refreshToken: payload(await logIn({})).refreshToken })],
    ['refreshToken by cookie', async () => ask(REFRESH, { ...MODE, ...cookie(kept(await logIn())) })],
  ])('RT-8, HH-1: %s keeps the token in the cookie, and nowhere in the answer', async (_name, send) => {
    const answer = await send();
    const token = kept(answer);
    expect(claimsOf(token)).toMatchObject({ gen: expect.any(Number) });
    const life = /Max-Age=(\d+)/.exec(setCookies(answer)[0] ?? '')?.[1];
    expect(setCookies(answer)).toEqual([`${NAME}=${token}; Max-Age=${life}; ${ATTRIBUTES}`]);
    expect([THIRTY_DAYS, THIRTY_DAYS - 1, THIRTY_DAYS - 2]).toContain(Number(life));
    expect(payload(answer)).toMatchObject({
      refreshToken: '',
      tokenType: 'Bearer',
      accessToken: expect.any(String),
    });
    const { 'set-cookie': _cookie, ...headers } = answer.headers;
    for (const place of [answer.text, JSON.stringify(headers)]) {
      expect(repeats(place, token)).toBe(false);
      expect(repeatsAPart(place, token.split('.')[2] ?? '')).toBe(false);
    }
  });

  it('RT-8, RT-2, S-1: lasts from registration to logout', async () => {
    const registered = await ask(REGISTER, MODE, newcomer());
    const first = kept(registered);
    expect(await isSignedIn(payload(registered).accessToken ?? '')).toBe(true);
    const second = await ask(REFRESH, { origin: APP, ...cookie(first) });
    const third = await ask(REFRESH, { ...MODE, ...cookie(kept(second)) });
    expect(new Set([first, kept(second), kept(third)]).size).toBe(3);
    expect(payload(second).refreshToken).toBe('');
    expect(await isSignedIn(payload(third).accessToken ?? '')).toBe(true);
    const out = await ask(LOGOUT, { origin: APP, ...cookie(kept(third)) });
    expect(payload(out)).toEqual({ success: true });
    expect(setCookies(out)).toEqual([`${NAME}=; Max-Age=0; ${ATTRIBUTES}`]);
    expect(await isSignedIn(payload(third).accessToken ?? '')).toBe(false);
    expect(codes(await ask(REFRESH, { origin: APP, ...cookie(kept(third)) }))).toEqual(['TOKEN_INVALID']);
  });

  it('RT-2: an old cookie that comes back ends the session', async () => {
    const first = kept(await logIn());
    const second = await ask(REFRESH, { origin: APP, ...cookie(first) });
    const reused = await ask(REFRESH, { origin: APP, ...cookie(first) });
    expect([codes(reused), setCookies(reused)]).toEqual([['TOKEN_REUSED'], []]);
    expect(codes(await ask(REFRESH, { origin: APP, ...cookie(kept(second)) }))).toEqual(['TOKEN_INVALID']);
  });

  it('RT-3: a refresh that fails leaves the cookie alone: another tab may just have set a newer one', async () => {
    const answers = [
      await ask(REFRESH, { ...MODE, ...cookie('nonsense') }),
      await ask(REFRESH, { ...MODE, ...cookie(person.tokens.accessToken) }),
      await ask(REFRESH, MODE),
    ];
    expect(answers.map(codes)).toEqual([['TOKEN_INVALID'], ['TOKEN_INVALID'], ['UNAUTHENTICATED']]);
    for (const answer of answers) expect(setCookies(answer)).toEqual([]);
  });

  it('RT-5: a cookie lives no longer than its session, however often it is refreshed', async () => {
    const first = kept(await logIn());
    service.clock.advance(Duration.minutes(60));
    const later = await ask(REFRESH, { ...MODE, ...cookie(first) });
    const life = Number(/Max-Age=(\d+)/.exec(setCookies(later)[0] ?? '')?.[1]);
    expect(life).toBeGreaterThan(THIRTY_DAYS - 3610);
    expect(life).toBeLessThanOrEqual(THIRTY_DAYS - 3600);
  });

  it("RT-8: is open to pages of the service's own address, and to no other that is not listed", async () => {
    const own = await logIn({ ...MODE, origin: PUBLIC_URL });
    expect(payload(await ask(REFRESH, { origin: PUBLIC_URL, ...cookie(kept(own)) })).refreshToken).toBe('');
  });

  it('LOG-6: login takes nothing from a cookie that came with it', async () => {
    const token = kept(await logIn());
    const answer = await ask(LOGIN, { ...MODE, ...cookie(token) }, credentials());
    expect(claimsOf(kept(answer))['sid']).not.toBe(claimsOf(token)['sid']);
    const refused = await ask(
      LOGIN,
      { ...MODE, ...cookie(token) },
      { ...credentials(), password: 'Wrong1!!' },
    );
    expect([codes(refused), setCookies(refused)]).toEqual([['INVALID_CREDENTIALS'], []]);
  });

  it('an explicit token wins over the cookie', async () => {
    const [inCookie, inBody] = [kept(await logIn()), payload(await logIn({})).refreshToken];
    const answer = await ask(REFRESH, { origin: APP, ...cookie(inCookie) }, { refreshToken: inBody });
    expect(setCookies(answer)).toEqual([]);
    expect(claimsOf(payload(answer).refreshToken ?? '')['sid']).toBe(claimsOf(inBody ?? '')['sid']);
  });
});

describe('body mode', () => {
  it('RT-8, HH-1: sets no cookie', async () => {
    const registered = await ask(REGISTER, { origin: APP }, newcomer());
    const { refreshToken = '' } = payload(registered);
    const refreshed = await ask(REFRESH, { origin: APP }, { refreshToken });
    const out = await ask(LOGOUT, { origin: APP }, { refreshToken: payload(refreshed).refreshToken });
    for (const answer of [registered, await logIn({ origin: APP }), refreshed, out])
      expect([codes(answer), setCookies(answer)]).toEqual([[], []]);
    expect(claimsOf(refreshToken)).toMatchObject({ gen: 1 });
  });
});

const FOREIGN: readonly (readonly [string, Record<string, string>])[] = [
  ['no origin', {}],
  ['a foreign origin', { origin: 'https://evil.example' }],
  ['the origin null', { origin: 'null' }],
  ['a longer origin', { origin: `${APP}.evil.example` }],
  ['another scheme', { origin: 'http://app.example.com' }],
  ['two origins', { origin: `${APP}, https://evil.example` }],
  ['a referrer instead', { referer: `${APP}/` }],
  ['a navigation from another site', { 'sec-fetch-site': 'cross-site' }],
  ['a navigation from the same site', { 'sec-fetch-site': 'same-site' }],
  ['a navigation of two kinds', { 'sec-fetch-site': 'none, cross-site' }],
  ['a navigation in capitals', { 'sec-fetch-site': 'None' }],
  ['a navigation that says nothing', { 'sec-fetch-site': '' }],
  ['a foreign origin on a navigation', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
  ['the origin null on a navigation', { origin: 'null', 'sec-fetch-site': 'none' }],
];

describe.each(FOREIGN)('with %s', (_name, headers) => {
  it('RT-8, HH-1: cookie mode is refused before anything runs: nobody is signed in from elsewhere', async () => {
    const sessions = () => service.database.session.count();
    const before = await sessions();
    const refused = await logIn({ ...headers, 'latchkey-refresh-token': 'cookie' });
    const [error] = JSON.parse(refused.text).errors;
    expect([refused.status, error.extensions]).toEqual([
      403,
      { code: 'FORBIDDEN', status: 403, requestId: expect.any(String) },
    ]);
    expect(error.message).toBe('You are not allowed to do this');
    expect([setCookies(refused), await sessions()]).toEqual([[], before]);
  });

  it('RT-8: the cookie is as good as absent', async () => {
    const answer = await logIn();
    const { accessToken = '' } = payload(answer);
    const with_ = { ...headers, ...cookie(kept(answer)) };
    for (const query of [REFRESH, LOGOUT]) {
      const refused = await ask(query, with_);
      expect([codes(refused), setCookies(refused)]).toEqual([['UNAUTHENTICATED'], []]);
    }
    expect(codes(await ask(LOGOUT, with_, { everywhere: true }))).toEqual(['UNAUTHENTICATED']);
    expect(await isSignedIn(accessToken)).toBe(true);
    const out = await ask(LOGOUT, { ...with_, ...bearer(accessToken) });
    expect([payload(out), setCookies(out)]).toEqual([{ success: true }, []]);
  });
});

describe.each(['same-origin', 'none'])(
  'a navigation whose Sec-Fetch-Site is %s and that has no Origin',
  (site) => {
    const headers = { 'sec-fetch-site': site };

    it('RT-8: refreshes by the cookie, for a page that is rendered on the server', async () => {
      const token = kept(await logIn());
      const answer = await ask(REFRESH, { ...headers, 'latchkey-refresh-token': 'cookie', ...cookie(token) });
      expect([codes(answer), payload(answer).refreshToken]).toEqual([[], '']);
      expect(await isSignedIn(payload(answer).accessToken ?? '')).toBe(true);
      const again = await ask(REFRESH, { ...headers, ...cookie(kept(answer)) });
      expect([payload(again).refreshToken, claimsOf(kept(again))['gen']]).toEqual(['', 3]);
    });

    it('S-1: signs nobody out: that takes an Origin or a token', async () => {
      const answer = await logIn();
      for (const input of [{}, { everywhere: true }]) {
        const refused = await ask(LOGOUT, { ...headers, ...cookie(kept(answer)) }, input);
        expect([codes(refused), setCookies(refused)]).toEqual([['UNAUTHENTICATED'], []]);
      }
      expect(await isSignedIn(payload(answer).accessToken ?? '')).toBe(true);
    });
  },
);

describe('the header of cookie mode', () => {
  it.each(['', 'body', 'Cookie', 'cookie, cookie', 'true'])('is refused as %j', async (value) => {
    const answer = await logIn({ origin: APP, 'latchkey-refresh-token': value });
    expect([answer.status, codes(answer), setCookies(answer)]).toEqual([400, ['BAD_REQUEST'], []]);
  });

  it('is refused before the body is read', async () => {
    const { status, text } = await sendRaw(service.client.url, {
      headers: { 'latchkey-refresh-token': 'cookie', 'content-type': 'application/json' },
      body: '{',
    });
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('the cookie', () => {
  it('is absent when it is empty, or is there twice: one of the two was planted', async () => {
    const token = kept(await logIn());
    for (const value of [
      `${NAME}=`,
      `${NAME}=${token}; ${NAME}=${token}`,
      `${NAME}=x;${NAME}=${token}`,
      `${NAME} =x; ${NAME}=${token}`,
      `x${NAME}=${token}`,
      `${NAME.toLowerCase()}=${token}`,
      NAME,
    ])
      expect(codes(await ask(REFRESH, { origin: APP, cookie: value }))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await ask(REFRESH, { origin: APP, cookie: [`${NAME}=x`, `${NAME}=${token}`] }))).toEqual([
      'UNAUTHENTICATED',
    ]);
    expect(codes(await ask(REFRESH, { origin: APP, cookie: `a=%; ${NAME}=${token}` }))).toEqual([]);
  });

  it.each(['\u00a0', '\u00c2\u00a0', '\u0085', '='])(
    'RT-8: is read beside a planted cookie whose name begins with %j',
    async (before) => {
      const token = kept(await logIn());
      const planted = `${before}${NAME}=x`;
      const { codes: answered } = await refreshOverSocket(`${planted}; \t${NAME}\t=${token}; ${planted}`);
      expect(answered).toEqual([]);
    },
  );

  it.each(['\u00a0', '='])('RT-8: is absent where only a planted name is there: %j', async (before) => {
    const token = kept(await logIn());
    expect((await refreshOverSocket(`${before}${NAME}=${token}`)).codes).toEqual(['UNAUTHENTICATED']);
  });

  it('S-1: is expired by every logout that is in cookie mode', async () => {
    const expired = [`${NAME}=; Max-Age=0; ${ATTRIBUTES}`];
    const byBearer = payload(await logIn()).accessToken ?? '';
    expect(setCookies(await ask(LOGOUT, { ...MODE, ...bearer(byBearer) }))).toEqual(expired);
    const token = kept(await logIn());
    const everywhere = await ask(LOGOUT, { origin: APP, ...cookie(token) }, { everywhere: true });
    expect(setCookies(everywhere)).toEqual(expired);
    expect(await service.database.session.count({ where: { userId: person.tokens.user.id } })).toBe(0);
    const again = await ask(LOGOUT, { origin: APP, ...cookie(token) });
    expect([payload(again), setCookies(again)]).toEqual([{ success: true }, expired]);
  });

  it('S-1: logs out as well when the access token beside it has expired', async () => {
    const answer = await logIn();
    const stale = bearer(payload(answer).accessToken ?? '');
    service.clock.advance(Duration.minutes(16));
    expect(codes(await ask(LOGOUT, stale))).toEqual(['TOKEN_EXPIRED']);
    const out = await ask(LOGOUT, { origin: APP, ...stale, ...cookie(kept(answer)) });
    expect(payload(out)).toEqual({ success: true });
    expect(codes(await ask(REFRESH, { origin: APP, ...cookie(kept(answer)) }))).toEqual(['TOKEN_INVALID']);
  });

  it('S-1: keeps nobody in who shows an access token, be it spoilt or of another session', async () => {
    for (const token of ['spoilt', kept(await logIn())])
      for (const input of [{}, { everywhere: true }]) {
        const { accessToken = '' } = payload(await logIn());
        const out = await ask(LOGOUT, { origin: APP, ...bearer(accessToken), ...cookie(token) }, input);
        expect([payload(out), await isSignedIn(accessToken)]).toEqual([{ success: true }, false]);
      }
  });

  it('S-1: is refused as what it is when nothing else is there', async () => {
    const spoilt = await ask(LOGOUT, { origin: APP, ...cookie('spoilt') });
    expect(codes(spoilt)).toEqual(['TOKEN_INVALID']);
    expect(codes(await ask(LOGOUT, { origin: APP, ...bearer('x'), ...cookie('spoilt') }))).toEqual([
      'TOKEN_INVALID',
    ]);
  });
});
