import type { OutgoingHttpHeaders } from 'node:http';
import {
  ChangePasswordDocument,
  IntrospectTokenDocument,
  type IntrospectTokenQuery,
  LogoutDocument,
  MeDocument,
  RefreshTokenDocument,
  UpdateProfileDocument,
} from '../../../src/generated/client/operations.js';
import { createServiceKey } from '../../support/administrators.js';
import { ageSession, PAST_RECOVERY } from '../../support/aged-sessions.js';
import { type WatchedDatabase, watchDatabase } from '../../support/counting.js';
import { expiredTokens, FORGERIES_TO_THE_SERVICE, goodTokens } from '../../support/forged-tokens.js';
import { Forger } from '../../support/forger.js';
import { claimsOf, openRefreshKey, openSigningKey, respell } from '../../support/forgery.js';
import { type Honeypot, openHoneypot } from '../../support/honeypot.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { type RawAnswer, sendOperation, sendRaw } from '../../support/raw-http.js';
import { PUBLIC_URL, START_LIMIT, startService, type TestService } from '../../support/service.js';

const QUERY = 'query ($input: IntrospectTokenInput!) { introspectToken(input: $input) { active } }';
const UNTOLD = 'tokenType clientId sub username email language role sid jti iss aud iat exp authTime acr amr';
const INACTIVE = { active: false, ...Object.fromEntries(UNTOLD.split(' ').map((name) => [name, null])) };

let watched: WatchedDatabase;
let service: TestService;
let key: string;
let person: Person;
let honeypot: Honeypot;
let forger: Forger;

beforeAll(async () => {
  watched = await watchDatabase();
  service = await startService({ adapters: { database: watched.database } });
  key = (await createServiceKey(service)).secret;
  person = await registerPerson(service.client);
  honeypot = await openHoneypot();
  const own = await openSigningKey(service.database, service.authSecret);
  const refreshKey = await openRefreshKey(service.database, service.authSecret);
  const { accessToken, refreshToken } = person.tokens;
  const now = () => service.clock.now();
  forger = new Forger({
    own,
    refreshKey,
    published: {},
    accessToken,
    refreshToken,
    honeypot: honeypot.url,
    now,
  });
}, START_LIMIT);
afterAll(async () => {
  await honeypot.close();
  await service.stop();
  await watched.cleanup();
});

type Introspected = IntrospectTokenQuery['introspectToken'];

async function introspect(token: string): Promise<Introspected> {
  const headers = { 'latchkey-service-key': key };
  return (await service.client.run(IntrospectTokenDocument, { input: { token } }, { headers }))
    .introspectToken;
}

const isActive = async (token: string) => (await introspect(token)).active;

async function activeAmong(tokens: Readonly<Record<string, string>>): Promise<string[]> {
  const told = await Promise.all(
    Object.entries(tokens).map(async ([name, token]) => ({ name, ...(await introspect(token)) })),
  );
  for (const { name: _name, ...rest } of told.filter(({ active }) => !active)) expect(rest).toEqual(INACTIVE);
  return told.filter(({ active }) => active).map(({ name }) => name);
}

describe('introspectToken', () => {
  it('tells of a good token what it says, and who its user is, by the names of RFC 7662', async () => {
    const { sub, sid, jti, iat, exp, auth_time } = claimsOf(person.tokens.accessToken);
    expect(await introspect(person.tokens.accessToken)).toEqual({
      active: true,
      tokenType: 'Bearer',
      clientId: 'latchkey',
      sub,
      sid,
      jti,
      iat,
      exp,
      iss: PUBLIC_URL,
      aud: [PUBLIC_URL],
      username: person.username,
      email: null,
      language: null,
      role: 'USER',
      authTime: auth_time,
      acr: 'aal1',
      amr: ['pwd'],
    });
    expect(await activeAmong(goodTokens(forger))).toEqual(Object.keys(goodTokens(forger)));
  });

  it('tells how the user is now, whatever the token says', async () => {
    const someone = await registerPerson(service.client);
    const { accessToken, user } = someone.tokens;
    const renamed = `${someone.username}x`;
    const client = service.client.as(accessToken);
    await client.run(UpdateProfileDocument, { input: { username: renamed } });
    await service.database.user.update({ where: { id: user.id }, data: { role: 'ADMIN' } });
    expect(await introspect(accessToken)).toMatchObject({ username: renamed, role: 'ADMIN' });
  });

  it.each(Object.entries(FORGERIES_TO_THE_SERVICE))(
    'tells nothing of a forged token: %s',
    async (_attempt, forgeAll) => {
      expect(await activeAmong(await forgeAll(forger))).toEqual([]);
      expect(honeypot.visits()).toBe(0);
    },
  );

  it('tells nothing of a token of any other kind, of one that is over, and of what is none', async () => {
    const tokens = {
      ...expiredTokens(forger),
      'a refresh token': person.tokens.refreshToken,
      'a service key': key,
      nothing: '',
      'a bearer header': `Bearer ${person.tokens.accessToken}`,
      'a text with NUL': 'a\u0000b',
      'a surrogate': '\ud800',
      '90 kB': 'x'.repeat(90 * 1024),
      'of nobody': forger.withClaims({ sub: forger.claims['sid'] }),
      'of no session': forger.withClaims({ sid: forger.claims['sub'] }),
    };
    expect(await activeAmong(tokens)).toEqual([]);
  });

  it('takes one query to answer, whatever the token is', async () => {
    for (const token of [person.tokens.accessToken, person.tokens.refreshToken, 'nonsense']) {
      watched.operations.length = 0;
      await introspect(token);
      expect(watched.operations).toEqual(['rows']);
    }
  });
});

describe('a token is inactive at once, in every spelling,', () => {
  const endings: Readonly<Record<string, (someone: Person) => Promise<unknown>>> = {
    'after a logout': ({ tokens }) => service.client.as(tokens.accessToken).run(LogoutDocument, {}),
    'after a password change in another session': async (someone) => {
      const { accessToken } = await logIn(service.client, someone);
      const input = { currentPassword: PASSWORD, newPassword: 'Another1Word!' };
      await service.client.as(accessToken).run(ChangePasswordDocument, { input });
    },
    'when its refresh token was used twice': async ({ tokens: { refreshToken } }) => {
      await service.client.run(RefreshTokenDocument, { input: { refreshToken } });
      await ageSession(service.database, refreshToken, PAST_RECOVERY);
      await service.client.refusal(RefreshTokenDocument, { input: { refreshToken } });
    },
    'while its user is suspended': ({ tokens }) =>
      service.database.user.update({ where: { id: tokens.user.id }, data: { status: 'SUSPENDED' } }),
    'when its user is gone': ({ tokens }) => service.database.user.delete({ where: { id: tokens.user.id } }),
  };

  it.each(Object.entries(endings))('JWT-4: %s', async (_what, end) => {
    const someone = await registerPerson(service.client);
    const { accessToken } = someone.tokens;
    expect(await isActive(accessToken)).toBe(true);
    await end(someone);
    const [twin = ''] = respell(accessToken);
    expect(await activeAmong({ accessToken, twin })).toEqual([]);
  });
});

describe('who may ask', () => {
  const ask = (headers: OutgoingHttpHeaders) =>
    sendOperation(service.client.url, QUERY, { input: { token: person.tokens.accessToken } }, headers);
  const codeIn = ({ text }: RawAnswer) =>
    String(JSON.parse(text).errors?.[0]?.extensions?.code ?? 'accepted');

  it('is a service with a key, and nobody else', async () => {
    const bearer = { authorization: `Bearer ${person.tokens.accessToken}` };
    expect(codeIn(await ask({ 'latchkey-service-key': key }))).toBe('accepted');
    expect(codeIn(await ask({}))).toBe('UNAUTHENTICATED');
    expect(codeIn(await ask(bearer))).toBe('UNAUTHENTICATED');
    expect(codeIn(await ask({ authorization: `Bearer ${key}` }))).toBe('UNAUTHENTICATED');
    expect(codeIn(await ask({ cookie: `latchkey-service-key=${key}` }))).toBe('UNAUTHENTICATED');
    expect(codeIn(await ask({ 'latchkey-service-key': `${key}x` }))).toBe('TOKEN_INVALID');
    // A list is sent as two lines of one header.
    expect(codeIn(await ask({ 'latchkey-service-key': [key, key] }))).toBe('TOKEN_INVALID');
  });

  it('needs no user, and a stale token does not hurt', async () => {
    const headers = { 'latchkey-service-key': key, authorization: 'Bearer stale' };
    expect(codeIn(await ask(headers))).toBe('accepted');
    const asService = { headers: { 'latchkey-service-key': key } };
    expect(await service.client.run(MeDocument, {}, asService)).toEqual({ me: null });
  });

  it('LOG-8: asks by POST: a token in an address would be in every log on the way', async () => {
    const variables = JSON.stringify({ input: { token: person.tokens.accessToken } });
    const url = `${service.client.url}?${new URLSearchParams({ query: QUERY, variables })}`;
    for (const withKey of [{ 'latchkey-service-key': key }, {}]) {
      const headers = { 'apollo-require-preflight': '1', ...withKey };
      const answer = await sendRaw(url, { method: 'GET', headers });
      expect([answer.status, answer.headers['allow']]).toEqual([405, 'POST']);
      expect(answer.text).not.toContain('active');
    }
    expect(service.log.text).not.toContain(person.tokens.accessToken);
  });
});

describe('keys that are none', () => {
  it(
    'AU-4, RL-6: are counted by address and written down as far as that; a good one is never kept out',
    async () => {
      const limited = await startService({ env: { RATE_LIMITS: 'on' } });
      const { secret } = await createServiceKey(limited);
      const codeWith = async (headers: Readonly<Record<string, string>>) => {
        const { errors } = await limited.client.ask(
          IntrospectTokenDocument,
          { input: { token: 'x' } },
          { headers },
        );
        return String(errors[0]?.extensions?.['code'] ?? 'accepted');
      };
      const guess = (index: number) =>
        codeWith({ 'latchkey-service-key': `lks_${String(index).padStart(43, 'x')}` });
      const guesses = await Promise.all(Array.from({ length: 30 }, (_, index) => guess(index)));
      expect(guesses.filter((code) => code === 'TOKEN_INVALID')).toHaveLength(10);
      expect(guesses.filter((code) => code === 'RATE_LIMITED')).toHaveLength(20);
      expect(await codeWith({ 'latchkey-service-key': secret })).toBe('accepted');
      expect(await codeWith({})).toBe('UNAUTHENTICATED');
      expect(await limited.database.auditEvent.count({ where: { type: 'service_key_refused' } })).toBe(10);
      await limited.stop();
    },
    START_LIMIT,
  );
});
