import { Duration } from '../../../src/core/duration.js';
import { repeats, repeatsAPart } from '../../support/canary.js';
import { claimsOf } from '../../support/outcomes.js';
import { newcomer } from '../../support/people.js';
import type { RawAnswer } from '../../support/raw-http.js';
import { PUBLIC_URL } from '../../support/service.js';
import {
  APP,
  ATTRIBUTES,
  ask,
  codes,
  cookie,
  credentials,
  isSignedIn,
  kept,
  LOGIN,
  LOGOUT,
  logIn,
  MODE,
  NAME,
  payload,
  person,
  REFRESH,
  REGISTER,
  service,
  setCookies,
  THIRTY_DAYS,
} from './cookie-environment.js';

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
      refreshToken: null,
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
    expect(payload(second).refreshToken).toBeNull();
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
    expect(payload(await ask(REFRESH, { origin: PUBLIC_URL, ...cookie(kept(own)) })).refreshToken).toBeNull();
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
