import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Duration } from '../../src/core/duration.js';
import {
  LogoutDocument,
  MeDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../src/generated/client/operations.js';
import { codeOf as askedCode, askMe } from '../support/bearer.js';
import { expiredTokens, FORGERIES_TO_THE_SERVICE, goodTokens } from '../support/forged-tokens.js';
import { Forger } from '../support/forger.js';
import {
  claimsOf,
  forge,
  headerOf,
  type Json,
  type OwnKey,
  openRefreshKey,
  openSigningKey,
  without,
} from '../support/forgery.js';
import { type Honeypot, openHoneypot } from '../support/honeypot.js';
import { type Person, registerPerson } from '../support/people.js';
import { PUBLIC_URL, startService, type TestService } from '../support/service.js';
import { jwks } from './signing-keys/keys.js';

let service: TestService;
let own: OwnKey;
let person: Person;
let header: Json;
let claims: Json;
let honeypot: Honeypot;
let forger: Forger;

beforeAll(async () => {
  service = await startService();
  own = await openSigningKey(service.database, service.authSecret);
  const refreshKey = await openRefreshKey(service.database, service.authSecret);
  person = await registerPerson(service.client);
  header = headerOf(person.tokens.accessToken);
  claims = claimsOf(person.tokens.accessToken);
  honeypot = await openHoneypot();
  const { accessToken, refreshToken } = person.tokens;
  const [key = {}] = (await jwks(service)).keys;
  const now = () => service.clock.now();
  forger = new Forger({
    own,
    refreshKey,
    published: key,
    accessToken,
    refreshToken,
    honeypot: honeypot.url,
    now,
  });
});

afterAll(async () => {
  await honeypot.close();
  await service.stop();
});

const codeOf = (token: string) => askedCode(service.client, token);
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

const withClaims = (changed: Json) => forger.withClaims(changed);
const withHeader = (changed: Json) => forger.withHeader(changed);

describe('an access token', () => {
  it('is accepted as it is, and so is one forged with our own key that says the same: what is forged differs in one thing', async () => {
    const tokens = goodTokens(forger);
    expect(await codesOf(tokens)).toEqual(allOf(tokens, 'accepted'));
  });

  it('JWT-8: says exactly what it must, under a type of its own, and nothing about the person', () => {
    expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: own.kid });
    expect(Object.keys(claims).sort()).toEqual(
      'acr amr aud auth_time client_id exp gen iat iss jti role sid sub'.split(' '),
    );
    const expected = { iss: PUBLIC_URL, aud: PUBLIC_URL, client_id: 'latchkey', sub: person.tokens.user.id };
    expect(claims).toMatchObject(expected);
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(person.tokens.expiresIn);
    expect(person.tokens.expiresIn).toBeLessThanOrEqual(15 * 60);
  });
});

describe('a forged token (JWT-1, JWT-2, JWT-3)', () => {
  it.each(Object.entries(FORGERIES_TO_THE_SERVICE))('is refused: %s', async (_attempt, forgeAll) => {
    const tokens = await forgeAll(forger);
    await expectAllInvalid(tokens);
    expect(Object.keys(tokens)).not.toEqual([]);
    expect(honeypot.visits()).toBe(0);
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
    const answers = await Promise.all(Object.values(tokens).map((token) => askMe(service.client, token)));
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
    const tokens = expiredTokens(forger);
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

  it('JWT-2: must name a generation that the session had', async () => {
    const generations = [null, '', '1', 0, -1, 1.5, true, [1], {}, 2, 2 ** 31 - 1, 2 ** 31, 2 ** 60];
    await expectAllInvalid({
      ...Object.fromEntries(generations.map((gen) => [JSON.stringify(gen), withClaims({ gen })])),
      missing: forge(own.privateKey, header, without(claims, 'gen')),
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
    expect((await service.client.run(MeDocument, {}, { token: asAdmin })).me?.role).toBe('USER');
  });

  it('JWT-2: end in their time, also when the token was found good before', async () => {
    const brief = withClaims({ exp: forger.now + 2 });
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
