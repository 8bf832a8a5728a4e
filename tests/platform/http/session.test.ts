import {
  LogoutDocument,
  RefreshTokenDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf, createServiceKey } from '../../support/administrators.js';
import { type WatchedDatabase, watchDatabase } from '../../support/counting.js';
import { claimsOf } from '../../support/forgery.js';
import { pause } from '../../support/outcomes.js';
import { type Person, registerPerson } from '../../support/people.js';
import { type RawRequest, sendRaw } from '../../support/raw-http.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let watched: WatchedDatabase;
let service: TestService;
let person: Person;
beforeAll(async () => {
  watched = await watchDatabase();
  service = await startService({
    env: { ACCESS_TOKEN_CLAIMS: 'email,username,language' },
    adapters: { database: watched.database },
  });
  person = await registerPerson(service.client, { languageCode: 'pt-BR' });
}, START_LIMIT);
afterAll(async () => {
  await service.stop();
  await watched.cleanup();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ask = (headers: RawRequest['headers'] = {}, path = '', request: RawRequest = { method: 'GET' }) =>
  sendRaw(`${service.url}/session${path}`, { ...request, headers: { ...request.headers, ...headers } });
const codeIn = (text: string) => JSON.parse(text).errors[0].extensions.code;

describe('/session', () => {
  it('tells whose access token it is, every header on every answer', async () => {
    const { status, headers, text } = await ask(bearer(person.tokens.accessToken));
    expect([status, text]).toEqual([200, '']);
    expect(headers).toMatchObject({
      'latchkey-user-id': person.tokens.user.id,
      'latchkey-session-id': claimsOf(person.tokens.accessToken)['sid'],
      'latchkey-role': 'USER',
      'latchkey-email': '',
      'latchkey-username': person.username,
      'latchkey-language': 'pt-BR',
      'cache-control': 'no-store',
      vary: 'Authorization',
    });
  });

  it('tells an email once it is verified, percent-encoded', async () => {
    const someone = await registerPerson(service.client, { email: `o'ne+tag%41@${Date.now()}.example` });
    expect((await ask(bearer(someone.tokens.accessToken))).headers['latchkey-email']).toBe('');
    const token = await service.mailbox.token(someone.email, 1, 'verify-email');
    await service.client.run(VerifyEmailDocument, { input: { token } });
    const told = String((await ask(bearer(someone.tokens.accessToken))).headers['latchkey-email']);
    expect(told).toMatch(/^[\w.~!*'()%-]+$/);
    expect(decodeURIComponent(told)).toBe(someone.email);
  });

  it('tells the role and the name of now, not those of the token', async () => {
    const administrator = await appointedAdministrator(service);
    const { accessToken } = administrator.tokens;
    expect(claimsOf(accessToken)['role']).toBe('USER');
    expect((await ask(bearer(accessToken))).headers['latchkey-role']).toBe('ADMIN');
  });

  it.each([
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'MKCOL',
    'SEARCH',
  ])('answers %s as any other method, whatever the body is', async (method) => {
    const bodies: RawRequest[] = [
      { method },
      { method, body: '{"broken', headers: { 'content-type': 'application/json' } },
      { method, body: 'x', headers: { 'content-type': 'no/such; type' } },
      { method, body: 'x'.repeat(200 * 1024), headers: { 'content-type': 'nonsense' } },
    ];
    for (const request of bodies) {
      const answer = await ask(bearer(person.tokens.accessToken), '', request);
      expect([answer.status, answer.headers['latchkey-user-id']]).toEqual([200, person.tokens.user.id]);
      expect((await ask({}, '', request)).status).toBe(401);
    }
  });

  it.each([
    '/',
    '/orders/1',
    '?next=/x',
    '/a%2fb/%zz',
    '/..%2f..',
    `/${'x'.repeat(3000)}`,
    '/graphql',
    '/a?b=%',
  ])('answers any path below it: %s', async (path) => {
    const { status, headers } = await ask(bearer(person.tokens.accessToken), path);
    expect([status, headers['latchkey-user-id']]).toEqual([200, person.tokens.user.id]);
    expect((await ask({}, path)).status).toBe(401);
  });

  it('is not what only begins like it', async () => {
    const { status, headers } = await ask(bearer(person.tokens.accessToken), 's');
    expect([status, headers['latchkey-user-id']]).toEqual([404, undefined]);
  });

  it('LOG-8: keeps the paths of other services out of the log', async () => {
    await ask(bearer(person.tokens.accessToken), '/reset/a-secret-of-another-service?code=another');
    expect(service.log.text).not.toContain('another');
  });

  it('refuses everything else with 401 and a challenge, and tells nothing', async () => {
    const { secret } = await createServiceKey(service);
    const { accessToken, refreshToken } = person.tokens;
    const refused = {
      nothing: {},
      'an empty token': { authorization: 'Bearer ' },
      'another scheme': { authorization: `Basic ${accessToken}` },
      'no scheme': { authorization: accessToken },
      nonsense: bearer('nonsense'),
      'a refresh token': bearer(refreshToken),
      'a service key': { 'latchkey-service-key': secret },
      'a service key as a token': bearer(secret),
      'a cookie': { cookie: `__Host-latchkey-refresh=${refreshToken}; latchkey-refresh=${accessToken}` },
      'headers of its own making': { 'latchkey-user-id': person.tokens.user.id, 'latchkey-role': 'ADMIN' },
    };
    for (const [what, headers] of Object.entries(refused)) {
      const answer = await ask(headers);
      expect([what, answer.status, answer.headers['www-authenticate']]).toEqual([what, 401, 'Bearer']);
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', vary: 'Authorization' });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('latchkey'))).toEqual([]);
      expect(['UNAUTHENTICATED', 'TOKEN_INVALID']).toContain(codeIn(answer.text));
    }
  });

  it('never reads the cookie of cookie mode, nor sets one', async () => {
    const answer = await ask(
      { cookie: `__Host-latchkey-refresh=${person.tokens.refreshToken}` },
      '?refresh=1',
      { method: 'POST', headers: { 'latchkey-refresh-token': 'cookie', origin: service.url } },
    );
    expect([answer.status, answer.headers['set-cookie']]).toEqual([401, undefined]);
  });

  it('JWT-4: refuses an ended session and a suspended user at once', async () => {
    const [gone, suspended] = [await registerPerson(service.client), await registerPerson(service.client)];
    for (const { tokens } of [gone, suspended])
      expect((await ask(bearer(tokens.accessToken))).status).toBe(200);
    await clientOf(service, gone).run(LogoutDocument, {});
    await service.database.user.update({
      where: { id: suspended.tokens.user.id },
      data: { status: 'SUSPENDED' },
    });
    for (const { tokens } of [gone, suspended]) {
      const { status, headers } = await ask(bearer(tokens.accessToken));
      expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
    }
  });

  it('goes on to answer after a refresh, with the new token', async () => {
    const { tokens } = await registerPerson(service.client);
    const { refreshToken } = await service.client.run(RefreshTokenDocument, {
      input: { refreshToken: tokens.refreshToken },
    });
    expect((await ask(bearer(refreshToken.accessToken))).status).toBe(200);
  });

  it('takes one query to answer', async () => {
    // The first request of a generation notes beside it that it was used.
    await ask(bearer(person.tokens.accessToken));
    await pause(100);
    watched.operations.length = 0;
    await ask(bearer(person.tokens.accessToken));
    expect(watched.operations).toEqual(['rows']);
  });

  it('answers 503 while the database is away, and not 401: nobody is signed out by that', async () => {
    const { client } = watched.database;
    const { rows } = client;
    Object.assign(client, { rows: async () => Promise.reject(new Error('Connection terminated')) });
    const away = await ask(bearer(person.tokens.accessToken));
    expect([away.status, codeIn(away.text)]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    expect(away.headers['www-authenticate']).toBeUndefined();
    expect((await ask({})).status).toBe(401);
    Object.assign(client, { rows });
    expect((await ask(bearer(person.tokens.accessToken))).status).toBe(200);
  });
});

describe('the limit of /session', () => {
  it(
    'RL-6: counts what is refused at an address, and never keeps out a good token',
    async () => {
      const limited = await startService({ env: { RATE_LIMITS: 'on' } });
      const { tokens } = await registerPerson(limited.client);
      const statusOf = async (headers: RawRequest['headers']) =>
        (await sendRaw(`${limited.url}/session`, { method: 'GET', headers: headers ?? {} })).status;
      const statuses: number[] = [];
      for (let round = 0; round < 41; round++)
        statuses.push(...(await Promise.all(Array.from({ length: 30 }, () => statusOf({})))));
      expect(statuses.filter((status) => status === 401)).toHaveLength(1200);
      expect(statuses.filter((status) => status === 429)).toHaveLength(30);
      const { headers } = await sendRaw(`${limited.url}/session`, { method: 'GET' });
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(await statusOf(bearer(tokens.accessToken))).toBe(200);
      const elsewhere = await sendRaw(`${limited.url}/session`, { method: 'GET', localAddress: '127.0.0.2' });
      expect(elsewhere.status).toBe(401);
      await limited.stop();
    },
    START_LIMIT,
  );
});
