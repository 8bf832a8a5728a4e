import { randomBytes, randomUUID } from 'node:crypto';
import { LogoutDocument, MeDocument, RefreshTokenDocument } from '../../src/generated/client/operations.js';
import { ageSession } from '../support/aged-sessions.js';
import type { Answer } from '../support/client.js';
import { forgedRefreshTokens } from '../support/forged-refresh-tokens.js';
import { Forger, type Tokens } from '../support/forger.js';
import { claimsOf, forgeHmac, headerOf, openSigningKey, without } from '../support/forgery.js';
import { codesOf } from '../support/outcomes.js';
import { registerPerson } from '../support/people.js';
import { PUBLIC_URL } from '../support/service.js';
import { ask, codeOf, own, service, threeGenerations } from './refresh-environment.js';
import { jwks } from './signing-keys/keys.js';

let forger: Forger;
let forged: Readonly<Record<string, Tokens>>;

beforeAll(async () => {
  const { tokens } = await registerPerson(service.client);
  const signingKey = await openSigningKey(service.database, service.authSecret);
  const [published = {}] = (await jwks(service)).keys;
  const now = () => service.clock.now();
  forger = new Forger({ own: signingKey, refreshKey: own, published, ...tokens, honeypot: '', now });
  forged = forgedRefreshTokens(forger, service.authSecret);
});

describe('a bad refresh token', () => {
  const stranger = randomBytes(32);

  it('RT-9: gets one answer, whatever is bad about it', async () => {
    const { tokens } = await registerPerson(service.client);
    const ended = await registerPerson(service.client);
    await service.client.as(ended.tokens.accessToken).run(LogoutDocument, {});
    const [header, claims] = [headerOf(tokens.refreshToken), claimsOf(tokens.refreshToken)];
    const bad: Readonly<Record<string, string>> = {
      empty: '',
      malformed: 'not-a-token',
      'access token': tokens.accessToken,
      forged: forgeHmac(stranger, header, claims),
      'of an ended session': ended.tokens.refreshToken,
      'of no session': forgeHmac(own.secret, header, { ...claims, sid: randomUUID() }),
      'of nobody': forgeHmac(own.secret, header, { ...claims, sub: randomUUID() }),
      'of somebody else': forgeHmac(own.secret, header, { ...claims, sub: ended.tokens.user.id }),
    };
    const answers = await Promise.all(Object.values(bad).map((token) => ask(token)));
    const shown = answers.map(({ status, text }) =>
      JSON.stringify({ status, text: text.replace(/"requestId":"[0-9a-f-]{36}"/, '') }),
    );
    expect(Object.fromEntries(Object.keys(bad).map((name, index) => [name, shown[index]]))).toEqual(
      Object.fromEntries(Object.keys(bad).map((name) => [name, shown[0]])),
    );
    expect(answers[0]?.errors[0]?.extensions?.['code']).toBe('TOKEN_INVALID');
    expect(await codeOf(tokens.refreshToken)).toBe('accepted');
  });

  it('is not there at all: then a token is asked for', async () => {
    expect(await service.client.refusal(RefreshTokenDocument, {})).toMatchObject({
      code: 'UNAUTHENTICATED',
      status: 401,
    });
  });

  it('RT-9: cannot end a session whose id was guessed: who has no key has no say', async () => {
    const { first, third } = await threeGenerations();
    await ageSession(service.database, first.refreshToken);
    const [header, claims] = [headerOf(first.refreshToken), claimsOf(first.refreshToken)];
    const guesses = Array.from({ length: 100 }, (_, index) =>
      index % 2 === 0
        ? forgeHmac(stranger, header, claims)
        : `${first.refreshToken.slice(0, first.refreshToken.lastIndexOf('.'))}.${Buffer.alloc(32, index).toString('base64url')}`,
    );
    const codes = await Promise.all(guesses.map((token) => codeOf(token)));
    expect(new Set(codes)).toEqual(new Set(['TOKEN_INVALID']));
    const logouts = await Promise.all(
      guesses
        .slice(0, 10)
        .map((refreshToken) => service.client.refusal(LogoutDocument, { input: { refreshToken } })),
    );
    expect(new Set(logouts.map(({ code }) => code))).toEqual(new Set(['TOKEN_INVALID']));
    expect(await codeOf(third.refreshToken)).toBe('accepted');
  });

  it('RT-9: with a generation that we never gave is refused, and ends nothing', async () => {
    const { tokens } = await registerPerson(service.client);
    const [header, claims] = [headerOf(tokens.refreshToken), claimsOf(tokens.refreshToken)];
    const generations = [null, '1', 0, -1, 1.5, [1], {}, true, 2, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, 2 ** 60];
    const bad = [
      ...generations.map((gen) => [JSON.stringify(gen), forgeHmac(own.secret, header, { ...claims, gen })]),
      ['missing', forgeHmac(own.secret, header, without(claims, 'gen'))],
    ];
    const codes = await Promise.all(
      bad.map(async ([name = '', token = '']) => [name, await codeOf(token)] as const),
    );
    expect(Object.fromEntries(codes)).toEqual(
      Object.fromEntries(bad.map(([name]) => [name, 'TOKEN_INVALID'])),
    );
    expect(await codeOf(tokens.refreshToken)).toBe('accepted');
  });

  it.each(['sub', 'sid', 'jti', 'iss', 'aud', 'iat', 'exp'])('RT-9: needs a sound `%s`', async (claim) => {
    const { tokens } = await registerPerson(service.client);
    const [header, claims] = [headerOf(tokens.refreshToken), claimsOf(tokens.refreshToken)];
    const values = [null, '', 'x', [claims[claim]], `${claims[claim]} `, -1, 1.5, {}];
    const bad = [
      ...values.map((value) => forgeHmac(own.secret, header, { ...claims, [claim]: value })),
      forgeHmac(own.secret, header, without(claims, claim)),
    ];
    const codes = await Promise.all(bad.map((token) => codeOf(token)));
    expect(codes).toEqual(bad.map(() => 'TOKEN_INVALID'));
    expect(await codeOf(tokens.refreshToken)).toBe('accepted');
  });
});

type Ask = (token: string) => Promise<{ readonly errors: readonly object[] }>;

/** Where a client shows a refresh token. */
const CONSUMERS: Readonly<Record<string, Ask>> = {
  refreshToken: (refreshToken) => service.client.ask(RefreshTokenDocument, { input: { refreshToken } }),
  logout: (refreshToken) => service.client.ask(LogoutDocument, { input: { refreshToken } }),
  'logout everywhere': (refreshToken) =>
    service.client.ask(LogoutDocument, { input: { refreshToken, everywhere: true } }),
  bearer: (token) => service.client.ask(MeDocument, {}, { token }),
};

describe('a refresh token', () => {
  it('JWT-8, RT-4: is an HMAC under a key of its own, for an audience that nobody else has', () => {
    const { refreshToken, accessToken, refreshKey } = forger.material;
    expect(headerOf(refreshToken)).toEqual({ alg: 'HS256', typ: 'rt+jwt', kid: refreshKey.kid });
    expect(headerOf(accessToken)['kid']).not.toBe(refreshKey.kid);
    const claims = claimsOf(refreshToken);
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'gen', 'iat', 'iss', 'jti', 'sid', 'sub']);
    expect(claims).toMatchObject({ iss: PUBLIC_URL, aud: `${PUBLIC_URL}/refresh`, gen: 1 });
    expect(refreshKey.secret).toHaveLength(32);
  });

  it('is accepted when it is forged with the key itself and says the same: what is forged below differs in one thing', async () => {
    const { refreshToken, refreshKey } = forger.material;
    const { tokens } = await registerPerson(service.client);
    const again = forgeHmac(refreshKey.secret, headerOf(refreshToken), claimsOf(tokens.refreshToken));
    expect(
      (await service.client.run(RefreshTokenDocument, { input: { refreshToken: again } })).refreshToken.user,
    ).toMatchObject({ id: tokens.user.id });
  });
});

describe('a forged refresh token', () => {
  it.each(Object.keys(CONSUMERS))('JWT-1, JWT-3: is refused by %s, whatever it tries', async (consumer) => {
    const said: Record<string, string> = {};
    for (const [attempt, tokens] of Object.entries(forged))
      await Promise.all(
        Object.entries(tokens).map(async ([name, token]) => {
          if (consumer === 'bearer' && token === forger.material.accessToken) return;
          const answer = await CONSUMERS[consumer]?.(token);
          said[`${attempt}: ${name}`] = codesOf(answer as Answer<unknown>).join();
        }),
      );
    expect(Object.keys(said).length).toBeGreaterThan(90);
    expect(Object.entries(said).filter(([, code]) => code !== 'TOKEN_INVALID')).toEqual([]);
  });

  it('has ended nothing', async () => {
    const { refreshToken } = forger.material;
    await service.client.run(RefreshTokenDocument, { input: { refreshToken } });
  });
});
