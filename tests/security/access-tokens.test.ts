import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { calculateJwkThumbprint, createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { Duration } from '../../src/core/duration.js';
import type { Transaction } from '../../src/database/client.js';
import {
  ChangePasswordDocument,
  LogoutDocument,
  MeDocument,
  MySessionsDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
} from '../../src/generated/sdk/operations.js';
import type { Answer } from '../support/client.js';
import { expiredTokens, FORGERIES, goodTokens } from '../support/forged-tokens.js';
import {
  claimsOf,
  forge,
  headerOf,
  type Json,
  type OwnKey,
  openSigningKey,
  respell,
} from '../support/forgery.js';
import { type Lure, setLure } from '../support/lure.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../support/people.js';
import { sendOperation, sendRaw } from '../support/raw-http.js';
import { PUBLIC_URL, type TestService } from '../support/service.js';
import { Smith } from '../support/smith.js';
import { type Instances, startTwoInstances } from '../support/two-instances.js';

const ME = '{ me { id } }';

let instances: Instances;
let service: TestService;
let own: OwnKey;
let person: Person;
let header: Json;
let claims: Json;
let lure: Lure;
let smith: Smith;

beforeAll(async () => {
  instances = await startTwoInstances();
  service = instances.one;
  own = await openSigningKey(service.database, instances.authSecret);
  person = await registerPerson(service.client);
  header = headerOf(person.tokens.accessToken);
  claims = claimsOf(person.tokens.accessToken);
  lure = await setLure();
  const { accessToken, refreshToken } = person.tokens;
  const [key = {}] = (await published()).keys;
  const now = () => service.clock.now();
  smith = new Smith({ own, published: key, accessToken, refreshToken, lure: lure.url, now });
});

afterAll(async () => {
  await lure.close();
  await instances.stop();
});

const ask = (token: string): Promise<Answer<{ me: { id: string } }>> => service.client.raw(ME, {}, { token });

async function codeOf(token: string): Promise<string> {
  const answer = await ask(token);
  return answer.errors.length === 0 ? 'accepted' : String(answer.errors[0]?.extensions?.['code']);
}

/** The answer to each token, so that a failing table names every row that is wrong. */
async function codesOf(tokens: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const entries = await Promise.all(
    Object.entries(tokens).map(async ([name, token]) => [name, await codeOf(token)] as const),
  );
  return Object.fromEntries(entries);
}

function allOf(tokens: Readonly<Record<string, unknown>>, code: string): Record<string, string> {
  return Object.fromEntries(Object.keys(tokens).map((name) => [name, code]));
}

async function expectAllInvalid(tokens: Readonly<Record<string, string>>): Promise<void> {
  expect(await codesOf(tokens)).toEqual(allOf(tokens, 'TOKEN_INVALID'));
}

const withClaims = (changed: Json) => smith.withClaims(changed);
const withHeader = (changed: Json) => smith.withHeader(changed);

describe('an access token', () => {
  it('is accepted as it is, and so is one forged with our own key that says the same: what is forged differs in one thing', async () => {
    const tokens = goodTokens(smith);
    expect(await codesOf(tokens)).toEqual(allOf(tokens, 'accepted'));
  });

  it('JWT-8: says exactly what it must, under a type of its own, and nothing about the person', () => {
    expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: own.kid });
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'role', 'sid', 'sub']);
    expect(claims).toMatchObject({ iss: PUBLIC_URL, aud: PUBLIC_URL, sub: person.tokens.user.id });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(person.tokens.expiresIn);
    expect(person.tokens.expiresIn).toBeLessThanOrEqual(15 * 60);
  });
});

describe('a forged token (JWT-1, JWT-2, JWT-3)', () => {
  it.each(Object.entries(FORGERIES))('is refused: %s', async (_attempt, forgeAll) => {
    const tokens = await forgeAll(smith);
    await expectAllInvalid(tokens);
    expect(Object.keys(tokens)).not.toEqual([]);
    expect(lure.visits()).toBe(0);
  });

  it('JWT-11: an answer does not tell what was wrong', async () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const tokens = {
      'bad signature': forge(stranger, header, claims),
      'unknown key': withHeader({ kid: 'unknown' }),
      'wrong type': withHeader({ typ: 'JWT' }),
      'wrong audience': withClaims({ aud: 'https://other.example' }),
      'wrong issuer': withClaims({ iss: 'https://other.example' }),
      'no such session': withClaims({ sid: randomUUID() }),
      malformed: 'not-a-token',
      'refresh token': person.tokens.refreshToken,
    };
    const answers = await Promise.all(Object.values(tokens).map(ask));
    const shown = answers.map(({ status, text }) => ({ status, text: withoutRequestId(text) }));
    expect(new Set(shown.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(shown[0]?.text).toContain('Invalid token');
  });
});

function withoutRequestId(text: string): string {
  return text.replace(/"requestId":"[0-9a-f-]{36}"/, '"requestId":""');
}

describe('its claims', () => {
  it('JWT-2: a token whose time is over says so', async () => {
    const tokens = expiredTokens(smith);
    expect(await codesOf(tokens)).toEqual(allOf(tokens, 'TOKEN_EXPIRED'));
  });

  it('JWT-2: must be those of a user and of their own session', async () => {
    const stranger = await registerPerson(service.client);
    const strangers = claimsOf(stranger.tokens.accessToken);
    await expectAllInvalid({
      'unknown user': withClaims({ sub: randomUUID() }),
      'unknown session': withClaims({ sid: randomUUID() }),
      "somebody else's session": withClaims({ sid: strangers['sid'] }),
      'somebody else': withClaims({ sub: strangers['sub'] }),
    });
  });

  it('JWT-2: say nothing about a user who is deleted', async () => {
    const gone = await registerPerson(service.client);
    expect(await codeOf(gone.tokens.accessToken)).toBe('accepted');
    await service.database.user.delete({ where: { id: gone.tokens.user.id } });
    expect(await codeOf(gone.tokens.accessToken)).toBe('TOKEN_INVALID');
  });

  it('JWT-2: `role` is told to others and not believed here', async () => {
    const asAdmin = withClaims({ role: 'ADMIN' });
    expect((await service.client.run(MeDocument, {}, { token: asAdmin })).me.role).toBe('USER');
  });

  it('JWT-2: end in their time, also when the token was found good before', async () => {
    const brief = withClaims({ exp: smith.now + 2 });
    expect(await codeOf(brief)).toBe('accepted');
    service.clock.advance(Duration.seconds(2));
    expect(await codeOf(brief)).toBe('TOKEN_EXPIRED');
  });
});

describe('each kind of token', () => {
  it('JWT-3: works at its own consumer and at no other', async () => {
    const { client, mailbox } = service;
    const someone = await registerPerson(client);
    await client.run(RequestPasswordResetDocument, { input: { email: someone.email } });
    const reset = await mailbox.token(someone.email);
    const { accessToken: access, refreshToken: refresh } = someone.tokens;
    const consumers = {
      bearer: (token: string) => client.ask(MeDocument, {}, { token }),
      refreshToken: (token: string) =>
        client.ask(RefreshTokenDocument, { input: { refreshToken: token } }, {}),
      resetPassword: (token: string) =>
        client.ask(ResetPasswordDocument, { input: { token, newPassword: 'Another1Word!' } }, {}),
      logout: (token: string) => client.ask(LogoutDocument, { input: { refreshToken: token } }, {}),
    };
    const codes: Record<string, string> = {};
    for (const [consumer, present] of Object.entries(consumers)) {
      for (const [kind, token] of Object.entries({ access, refresh, reset })) {
        if (`${kind} at ${consumer}` === 'reset at resetPassword') continue;
        const { errors } = await present(token);
        codes[`${kind} at ${consumer}`] = String(errors[0]?.extensions?.['code'] ?? 'accepted');
      }
    }
    const refused = 'TOKEN_INVALID';
    expect(codes).toEqual({
      'access at bearer': 'accepted',
      'refresh at bearer': refused,
      'reset at bearer': refused,
      'access at refreshToken': refused,
      'refresh at refreshToken': 'accepted',
      'reset at refreshToken': refused,
      'access at resetPassword': refused,
      'refresh at resetPassword': refused,
      'access at logout': refused,
      'refresh at logout': 'accepted',
      'reset at logout': refused,
    });
    // The link was burnt by none of it.
    await client.run(ResetPasswordDocument, { input: { token: reset, newPassword: 'Another1Word!' } });
  });

  it('JWT-3: an access token with every claim of a refresh token is none, and the other way about', async () => {
    const { accessToken, refreshToken } = person.tokens;
    const both = { ...claimsOf(refreshToken), ...claimsOf(accessToken) };
    const asAccess = forge(own.privateKey, headerOf(refreshToken), both);
    const asRefresh = forge(own.privateKey, headerOf(accessToken), both);
    expect(await codeOf(asAccess)).toBe('TOKEN_INVALID');
    const refusal = await service.client.refusal(RefreshTokenDocument, {
      input: { refreshToken: asRefresh },
    });
    expect(refusal.code).toBe('TOKEN_INVALID');
  });
});

describe('what ends a session', () => {
  type Ending = (someone: Person, elsewhere: string) => Promise<unknown>;
  const as = (token: string) => service.client.as(token);
  const suspend = (tx: Transaction, id: string) =>
    tx.user.update({ where: { id }, data: { status: 'SUSPENDED' } });

  const ENDINGS: Readonly<Record<string, Ending>> = {
    'a logout': ({ tokens }) => as(tokens.accessToken).run(LogoutDocument, {}),
    'a logout by refresh token': ({ tokens }) =>
      service.client.run(LogoutDocument, { input: { refreshToken: tokens.refreshToken } }),
    'a logout everywhere': (_someone, elsewhere) =>
      as(elsewhere).run(LogoutDocument, { input: { everywhere: true } }),
    'its revocation': ({ tokens }, elsewhere) =>
      as(elsewhere).run(RevokeSessionDocument, { id: String(claimsOf(tokens.accessToken)['sid']) }),
    'the revocation of the others': (_someone, elsewhere) =>
      as(elsewhere).run(RevokeOtherSessionsDocument, {}),
    'a password change': (_someone, elsewhere) =>
      as(elsewhere).run(ChangePasswordDocument, {
        input: { currentPassword: PASSWORD, newPassword: 'Another1Word!' },
      }),
    'a password reset': async ({ email }) => {
      await service.client.run(RequestPasswordResetDocument, { input: { email } });
      const token = await service.mailbox.token(email);
      await service.client.run(ResetPasswordDocument, { input: { token, newPassword: 'Another1Word!' } });
    },
    'a suspension': async ({ tokens }) => {
      await service.database.$transaction(async (tx) => {
        await suspend(tx, tokens.user.id);
        await service.userChanges.apply(tx, tokens.user.id, 'suspended');
      });
    },
    'the deletion of the account': ({ tokens }) =>
      service.database.$transaction(async (tx) => {
        await service.userChanges.apply(tx, tokens.user.id, 'deleted');
        await tx.user.delete({ where: { id: tokens.user.id } });
      }),
  };

  it.each(Object.keys(ENDINGS))(
    'JWT-4: %s ends its access tokens at once, on every instance, though they were just found good',
    async (name) => {
      const someone = await registerPerson(service.client);
      const elsewhere = await logIn(service.client, someone);
      const token = someone.tokens.accessToken;
      for (const { client } of [instances.one, instances.other]) await client.run(MeDocument, {}, { token });

      await ENDINGS[name]?.(someone, elsewhere.accessToken);

      const change = { input: { currentPassword: PASSWORD, newPassword: 'Third1Word!!' } };
      for (const { client } of [instances.one, instances.other]) {
        const refusals = [
          await client.refusal(MeDocument, {}, { token }),
          await client.refusal(MySessionsDocument, {}, { token }),
          await client.refusal(ChangePasswordDocument, change, { token }),
        ];
        expect(refusals.map(({ code }) => code)).toEqual(Array(3).fill('TOKEN_INVALID'));
      }
    },
  );

  it('JWT-4: a suspension holds even where the session was left', async () => {
    const someone = await registerPerson(service.client);
    await suspend(service.database, someone.tokens.user.id);
    expect(await codeOf(someone.tokens.accessToken)).toBe('ACCOUNT_SUSPENDED');
  });

  it('JWT-4: a role is read anew at every request', async () => {
    const someone = await registerPerson(service.client);
    const role = async () =>
      (await service.client.run(MeDocument, {}, { token: someone.tokens.accessToken })).me.role;
    expect(await role()).toBe('USER');
    await service.database.user.update({ where: { id: someone.tokens.user.id }, data: { role: 'ADMIN' } });
    expect(await role()).toBe('ADMIN');
    await service.database.user.update({ where: { id: someone.tokens.user.id }, data: { role: 'USER' } });
    expect(await role()).toBe('USER');
  });

  it('JWT-6: ends every spelling of its tokens, also those that were accepted before', async () => {
    const someone = await registerPerson(service.client);
    const spellings = respell(someone.tokens.accessToken);
    const before = await Promise.all(spellings.map(codeOf));
    expect(before[0]).toBe('accepted');
    await service.client.run(LogoutDocument, {}, { token: someone.tokens.accessToken });
    const after = await Promise.all(spellings.map(codeOf));
    expect(new Set(after)).toEqual(new Set(['TOKEN_INVALID']));
  });
});

describe('the Authorization header', () => {
  const codeIn = (text: string) => String(JSON.parse(text).errors?.[0]?.extensions?.code ?? 'accepted');

  it('JWT-9: is read as RFC 6750 has it and no other way', async () => {
    const { accessToken: token } = person.tokens;
    const expected: Readonly<Record<string, [string, string]>> = {
      'as it should be': [`Bearer ${token}`, 'accepted'],
      'scheme in another case': [`bearer ${token}`, 'accepted'],
      'no scheme': [token, 'UNAUTHENTICATED'],
      'scheme alone': ['Bearer', 'UNAUTHENTICATED'],
      'another scheme': [`Basic ${token}`, 'UNAUTHENTICATED'],
      'a scheme that begins alike': [`BearerX ${token}`, 'UNAUTHENTICATED'],
      'two spaces': [`Bearer  ${token}`, 'TOKEN_INVALID'],
      'the scheme twice': [`Bearer Bearer ${token}`, 'TOKEN_INVALID'],
      'two tokens': [`Bearer ${token} ${token}`, 'TOKEN_INVALID'],
      'two credentials': [`Bearer ${token}, Bearer ${token}`, 'TOKEN_INVALID'],
      'token in quotes': [`Bearer "${token}"`, 'TOKEN_INVALID'],
      'bytes that are no ASCII': [`Bearer ${token}\u00e9`, 'TOKEN_INVALID'],
      'nothing that is a token': ['Bearer undefined', 'TOKEN_INVALID'],
    };
    const codes = await Promise.all(
      Object.entries(expected).map(async ([name, [authorization]]) => {
        const { text } = await sendOperation(service.client.url, ME, {}, { authorization });
        return [name, codeIn(text)];
      }),
    );
    const wanted = Object.entries(expected).map(([name, [, code]]) => [name, code]);
    expect(Object.fromEntries(codes)).toEqual(Object.fromEntries(wanted));
  });

  it('JWT-9: is refused when it comes twice, for two readers could believe two of them', async () => {
    const stranger = await registerPerson(service.client);
    const authorization = [stranger, person].map(({ tokens }) => `Bearer ${tokens.accessToken}`);
    // Node's types know only one; its client sends each of a list on a line of its own.
    const headers = { authorization } as unknown as OutgoingHttpHeaders;
    const { text } = await sendOperation(service.client.url, ME, {}, headers);
    expect(codeIn(text)).toBe('TOKEN_INVALID');
  });

  it('JWT-9: is bounded', async () => {
    const authorization = `Bearer ${'x'.repeat(64 * 1024)}`;
    const { status } = await sendOperation(service.client.url, ME, {}, { authorization });
    expect(status).toBe(431);
  });

  it('JWT-9: is the only place for an access token', async () => {
    const { accessToken: token } = person.tokens;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: ME, access_token: token, extensions: { authorization: token } });
    const elsewhere = [
      await sendRaw(`${service.client.url}?access_token=${token}`, { headers, body }),
      await sendRaw(service.client.url, { headers: { ...headers, cookie: `access_token=${token}` }, body }),
      await sendRaw(service.client.url, { headers: { ...headers, 'x-access-token': token }, body }),
    ];
    expect(elsewhere.map(({ text }) => codeIn(text))).toEqual(Array(3).fill('UNAUTHENTICATED'));
  });

  it('JWT-9: a bad token where one is needed is told as such, never taken for nobody', async () => {
    expect(await codeOf('x')).toBe('TOKEN_INVALID');
    expect((await service.client.refusal(MeDocument, {})).code).toBe('UNAUTHENTICATED');
  });
});

async function published(): Promise<JSONWebKeySet> {
  const response = await fetch(`${service.url}/.well-known/jwks.json`);
  return (await response.json()) as JSONWebKeySet;
}

describe('/.well-known/jwks.json', () => {
  it('JWT-10: shows public members alone, each key named by its thumbprint', async () => {
    const { keys } = await published();
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
      expect(key).toMatchObject({ alg: 'ES256', crv: 'P-256', kty: 'EC', use: 'sig' });
      expect(await calculateJwkThumbprint(key)).toBe(key.kid);
    }
  });

  it('JWT-10: lets another implementation check a live token, and tell the kinds apart', async () => {
    const { tokens } = await registerPerson(service.client);
    const keys = createLocalJWKSet(await published());
    const rules = { issuer: PUBLIC_URL, audience: PUBLIC_URL, typ: 'at+jwt', algorithms: ['ES256'] };
    const { payload } = await jwtVerify(tokens.accessToken, keys, {
      ...rules,
      currentDate: service.clock.now(),
    });
    expect(payload).toEqual(claimsOf(tokens.accessToken));
    await expect(jwtVerify(tokens.refreshToken, keys, rules)).rejects.toThrow('"typ"');
  });

  it('JWT-10: is a short-lived JWK Set, read by GET alone', async () => {
    const url = `${service.url}/.well-known/jwks.json`;
    const { status, headers } = await fetch(url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/jwk-set\+json/);
    expect(Number(/^public, max-age=(\d+)$/.exec(headers.get('cache-control') ?? '')?.[1])).toBeLessThan(
      3600,
    );
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await sendRaw(url, { method })).status).toBeGreaterThanOrEqual(404);
  });
});
