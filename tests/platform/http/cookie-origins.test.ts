import { claimsOf } from '../../support/outcomes.js';
import { sendRaw } from '../../support/raw-http.js';
import {
  APP,
  ask,
  bearer,
  codes,
  cookie,
  isSignedIn,
  kept,
  LOGOUT,
  logIn,
  payload,
  REFRESH,
  service,
  setCookies,
} from './cookie-environment.js';

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
      expect([codes(answer), payload(answer).refreshToken]).toEqual([[], null]);
      expect(await isSignedIn(payload(answer).accessToken ?? '')).toBe(true);
      const again = await ask(REFRESH, { ...headers, ...cookie(kept(answer)) });
      expect([payload(again).refreshToken, claimsOf(kept(again))['gen']]).toEqual([null, 3]);
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
