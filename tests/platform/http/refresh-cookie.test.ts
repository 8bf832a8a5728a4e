import { connect } from 'node:net';
import { Duration } from '../../../src/core/duration.js';
import {
  APP,
  ATTRIBUTES,
  ask,
  bearer,
  codes,
  cookie,
  isSignedIn,
  kept,
  LOGOUT,
  logIn,
  MODE,
  NAME,
  payload,
  person,
  REFRESH,
  service,
  setCookies,
} from './cookie-environment.js';

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
