import { randomBytes, randomUUID } from 'node:crypto';
import { readConfig } from '../../src/app/config.js';
import { Duration } from '../../src/core/duration.js';
import { StartupError } from '../../src/core/errors.js';
import {
  ChangePasswordDocument,
  LogoutDocument,
  MeDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
  type TokensFragment,
} from '../../src/generated/client/operations.js';
import { ageSession, PAST_RECOVERY, untilUsed } from '../support/aged-sessions.js';
import type { Answer } from '../support/client.js';
import {
  claimsOf,
  forgeHmac,
  headerOf,
  type OwnRefreshKey,
  openRefreshKey,
  without,
} from '../support/forgery.js';
import { atOnce, logIn, PASSWORD, type Person, registerPerson } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';

const GRACE = Duration.seconds(10);
const NEW_PASSWORD = 'Another1Word!';

let service: TestService;
let own: OwnRefreshKey;

beforeAll(async () => {
  service = await startService();
  own = await openRefreshKey(service.database, service.authSecret);
});

afterAll(() => service.stop());

async function refresh(refreshToken: string, at = service): Promise<TokensFragment> {
  return (await at.client.run(RefreshTokenDocument, { input: { refreshToken } })).refreshToken;
}

async function codeOf(refreshToken: string, at = service): Promise<string> {
  const answer = await ask(refreshToken, at);
  return String(answer.errors[0]?.extensions?.['code'] ?? 'accepted');
}

const ask = (refreshToken: string, at = service): Promise<Answer<unknown>> =>
  at.client.ask(RefreshTokenDocument, { input: { refreshToken } });

const accessCode = async (accessToken: string, at = service) =>
  String(
    (await at.client.ask(MeDocument, {}, { token: accessToken })).errors[0]?.extensions?.['code'] ??
      'accepted',
  );

const sessionOf = (token: string, at = service) =>
  at.database.session.findUnique({ where: { id: String(claimsOf(token)['sid']) } });

const reuses = (at = service) => at.log.lines.filter(({ sentence }) => sentence === 'refresh_token_reused');

/** The tokens of three generations of one session, the last of them good. */
async function threeGenerations(at = service) {
  const person = await registerPerson(at.client);
  const first = person.tokens;
  const second = await refresh(first.refreshToken, at);
  const third = await refresh(second.refreshToken, at);
  return { person, first, second, third };
}

describe('refreshToken', () => {
  it('RT-1: uses the token up and gives the next one', async () => {
    const { first, second, third } = await threeGenerations();
    expect([first, second, third].map(({ refreshToken }) => claimsOf(refreshToken)['gen'])).toEqual([
      1, 2, 3,
    ]);
    await ageSession(service.database, second.refreshToken, PAST_RECOVERY);
    expect(await codeOf(second.refreshToken)).toBe('TOKEN_REUSED');
  });

  it('RT-1: keeps the session, and names every token anew', async () => {
    const { first, third } = await threeGenerations();
    expect(claimsOf(third.refreshToken)['sid']).toBe(claimsOf(first.refreshToken)['sid']);
    expect(claimsOf(third.accessToken)['sid']).toBe(claimsOf(first.accessToken)['sid']);
    expect(claimsOf(third.refreshToken)['jti']).not.toBe(claimsOf(first.refreshToken)['jti']);
  });

  it('RT-2: an old token that comes back ends its session, refresh and access alike, and no other', async () => {
    const { person, first, third } = await threeGenerations();
    const other = await logIn(service.client, person);
    await ageSession(service.database, first.refreshToken);
    const before = reuses().length;

    expect(await codeOf(first.refreshToken)).toBe('TOKEN_REUSED');

    expect(await codeOf(third.refreshToken)).toBe('TOKEN_INVALID');
    expect(await accessCode(third.accessToken)).toBe('TOKEN_INVALID');
    expect(await accessCode(first.accessToken)).toBe('TOKEN_INVALID');
    expect(await sessionOf(first.refreshToken)).toBeNull();
    expect(await accessCode(other.accessToken)).toBe('accepted');
    expect(await codeOf(other.refreshToken)).toBe('accepted');
    const told = reuses().slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      level: 'warn',
      details: { event: { userId: person.tokens.user.id, sessionId: claimsOf(first.refreshToken)['sid'] } },
    });
  });

  it('RT-2: of many old tokens that come back at once, one is told of the re-use and none gets in', async () => {
    const { first, third } = await threeGenerations();
    await ageSession(service.database, first.refreshToken);
    const before = reuses().length;
    const codes = await Promise.all(Array.from({ length: 16 }, () => codeOf(first.refreshToken)));
    expect(codes.filter((code) => code === 'accepted')).toEqual([]);
    expect(reuses().length - before).toBe(1);
    expect(await codeOf(third.refreshToken)).toBe('TOKEN_INVALID');
  });

  it('RT-3: twenty at once with one token lead to one next generation, and nobody is signed out', async () => {
    const { tokens } = await registerPerson(service.client);
    const settled = await atOnce(20, () => refresh(tokens.refreshToken));
    const answered = settled.map((one) => (one.status === 'fulfilled' ? one.value : null));

    expect(answered).not.toContain(null);
    const generations = new Set(answered.map((one) => claimsOf(one?.refreshToken ?? '')['gen']));
    expect(generations).toEqual(new Set([2]));
    expect((await sessionOf(tokens.refreshToken))?.generation).toBe(2);

    // Each of them goes on with what it was told, and still there is one line of generations.
    const again = await atOnce(20, (index) => refresh(answered[index]?.refreshToken ?? ''));
    expect(again.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect((await sessionOf(tokens.refreshToken))?.generation).toBe(3);
  });

  it('RT-3: within the grace the token before is answered again; after it the token is an old one', async () => {
    const { tokens } = await registerPerson(service.client);
    const next = await refresh(tokens.refreshToken);
    // Where the new generation is in use, so that nothing but the grace answers the token before.
    await accessCode(next.accessToken);
    await untilUsed(service.database, next.refreshToken);
    await ageSession(service.database, tokens.refreshToken, Duration.seconds(GRACE.seconds - 3));
    const again = await refresh(tokens.refreshToken);
    expect(claimsOf(again.refreshToken)['gen']).toBe(claimsOf(next.refreshToken)['gen']);
    await ageSession(service.database, tokens.refreshToken, Duration.seconds(3));
    expect(await codeOf(tokens.refreshToken)).toBe('TOKEN_REUSED');
    expect(await codeOf(again.refreshToken)).toBe('TOKEN_INVALID');
  });

  it('RT-5: does not move the end of the session, which comes on the second', async () => {
    const { tokens } = await registerPerson(service.client);
    const end = Number(claimsOf(tokens.refreshToken)['exp']);
    let newest = tokens;
    for (const leap of ['10d', '10d']) {
      service.clock.advance(Duration.parse(leap) ?? GRACE);
      newest = await refresh(newest.refreshToken);
      expect(claimsOf(newest.refreshToken)['exp']).toBe(end);
    }
    const untilEnd = () => end - Math.floor(service.clock.now().getTime() / 1000);
    service.clock.advance(Duration.seconds(untilEnd() - 3));
    newest = await refresh(newest.refreshToken);
    // No access token outlives the session either.
    expect(Number(claimsOf(newest.accessToken)['exp'])).toBeLessThanOrEqual(end);
    expect(newest.expiresIn).toBeLessThanOrEqual(4);
    service.clock.advance(Duration.seconds(untilEnd() + 1));
    expect(await codeOf(newest.refreshToken)).toBe('TOKEN_EXPIRED');
    expect(await accessCode(newest.accessToken)).toBe('TOKEN_EXPIRED');
  });

  it('RT-5: the end in the database holds too, whatever the token says', async () => {
    const { tokens } = await registerPerson(service.client);
    const claims = claimsOf(tokens.refreshToken);
    const longer = forgeHmac(own.secret, headerOf(tokens.refreshToken), {
      ...claims,
      exp: Number(claims['exp']) + 86_400,
    });
    service.clock.advance(Duration.parse('30d') ?? GRACE);
    expect(await codeOf(longer)).toBe('TOKEN_INVALID');
  });
});

describe('refreshing asks again who it is for', () => {
  const set = (id: string, data: object) => service.database.user.update({ where: { id }, data });

  it('RT-6: somebody suspended is told so, and until when', async () => {
    const { tokens } = await registerPerson(service.client);
    const until = Duration.minutes(5).after(service.clock.now());
    await set(tokens.user.id, { status: 'SUSPENDED', suspendedUntil: until });
    const { errors } = await ask(tokens.refreshToken);
    expect(errors[0]?.extensions).toMatchObject({ code: 'ACCOUNT_SUSPENDED', until: until.toISOString() });
    service.clock.advance(Duration.minutes(6));
    expect(await codeOf(tokens.refreshToken)).toBe('accepted');
  });

  it('RT-6: somebody deleted is nobody', async () => {
    const { tokens } = await registerPerson(service.client);
    await service.database.user.delete({ where: { id: tokens.user.id } });
    expect(await codeOf(tokens.refreshToken)).toBe('TOKEN_INVALID');
  });

  it('RT-6: a role that was given or taken is in the next access token', async () => {
    const { tokens } = await registerPerson(service.client);
    await set(tokens.user.id, { role: 'ADMIN' });
    const promoted = await refresh(tokens.refreshToken);
    expect(claimsOf(promoted.accessToken)['role']).toBe('ADMIN');
    await set(tokens.user.id, { role: 'USER' });
    expect(claimsOf((await refresh(promoted.refreshToken)).accessToken)['role']).toBe('USER');
  });

  it('RT-6: a password that was changed elsewhere ends it', async () => {
    const person = await registerPerson(service.client);
    const elsewhere = await logIn(service.client, person);
    const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    await service.client.as(elsewhere.accessToken).run(ChangePasswordDocument, { input });
    expect(await codeOf(person.tokens.refreshToken)).toBe('TOKEN_INVALID');
    expect(await codeOf(elsewhere.refreshToken)).toBe('accepted');
  });
});

describe('the grace', () => {
  type Ending = (person: Person, current: TokensFragment, elsewhere: TokensFragment) => Promise<unknown>;
  const ENDINGS: Readonly<Record<string, Ending>> = {
    'a logout': (_person, { accessToken }) => service.client.as(accessToken).run(LogoutDocument, {}),
    'a logout by the token before': ({ tokens }) =>
      service.client.run(LogoutDocument, { input: { refreshToken: tokens.refreshToken } }),
    'a revocation': (_person, { refreshToken }, { accessToken }) =>
      service.client
        .as(accessToken)
        .run(RevokeSessionDocument, { id: String(claimsOf(refreshToken)['sid']) }),
    'a revocation of the others': (_person, _current, { accessToken }) =>
      service.client.as(accessToken).run(RevokeOtherSessionsDocument, {}),
    'a logout everywhere': (_person, _current, { accessToken }) =>
      service.client.as(accessToken).run(LogoutDocument, { input: { everywhere: true } }),
    'a password change': (_person, _current, { accessToken }) =>
      service.client.as(accessToken).run(ChangePasswordDocument, {
        input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
      }),
    'a password reset': async ({ email }) => {
      await service.client.run(RequestPasswordResetDocument, { input: { email } });
      const token = await service.mailbox.token(email);
      await service.client.run(ResetPasswordDocument, { input: { token, newPassword: NEW_PASSWORD } });
    },
    'a suspension': ({ tokens }) =>
      service.database.$transaction(async (tx) => {
        await tx.user.update({ where: { id: tokens.user.id }, data: { suspendedUntil: null } });
        await service.userChanges.apply(tx, tokens.user.id, 'suspended');
      }),
  };

  it.each(Object.keys(ENDINGS))('RT-7: brings nothing back after %s', async (name) => {
    const person = await registerPerson(service.client);
    const elsewhere = await logIn(service.client, person);
    const current = await refresh(person.tokens.refreshToken);
    await ENDINGS[name]?.(person, current, elsewhere);
    expect(await codeOf(person.tokens.refreshToken)).toBe('TOKEN_INVALID');
    expect(await codeOf(current.refreshToken)).toBe('TOKEN_INVALID');
  });

  it('RT-7: is one step deep', async () => {
    const { first, third } = await threeGenerations();
    expect(await codeOf(first.refreshToken)).toBe('TOKEN_REUSED');
    expect(await codeOf(third.refreshToken)).toBe('TOKEN_INVALID');
  });

  it('RT-7: is not prolonged by being used', async () => {
    const { tokens } = await registerPerson(service.client);
    const { accessToken } = await refresh(tokens.refreshToken);
    await accessCode(accessToken);
    await untilUsed(service.database, tokens.refreshToken);
    for (const wait of [4, 3]) {
      await ageSession(service.database, tokens.refreshToken, Duration.seconds(wait));
      expect(await codeOf(tokens.refreshToken)).toBe('accepted');
    }
    await ageSession(service.database, tokens.refreshToken, Duration.seconds(3));
    expect(await codeOf(tokens.refreshToken)).toBe('TOKEN_REUSED');
  });

  it('RT-7: is ten seconds unless said otherwise, and thirty at the most', () => {
    const graceOf = (text?: string) =>
      readConfig(text === undefined ? {} : { REFRESH_GRACE: text }).refreshGrace;
    expect(graceOf().seconds).toBe(10);
    expect(graceOf('30s').seconds).toBe(30);
    expect(graceOf('0s').seconds).toBe(0);
    for (const text of ['31s', '1m', '-1s', '10', 'never']) expect(() => graceOf(text)).toThrow(StartupError);
  });

  describe('of no seconds', () => {
    let strict: TestService;
    beforeAll(async () => {
      strict = await startService({ env: { REFRESH_GRACE: '0s', REFRESH_RECOVERY: '0s' } });
    });
    afterAll(() => strict.stop());

    it('RT-3: lets one of twenty through, and takes the others for thieves: the session ends', async () => {
      const { tokens } = await registerPerson(strict.client);
      const settled = await atOnce(20, () => refresh(tokens.refreshToken, strict));
      const winners = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(winners).toHaveLength(1);
      expect(reuses(strict)).toHaveLength(1);
      expect(await codeOf(winners[0]?.refreshToken ?? '', strict)).toBe('TOKEN_INVALID');
      expect(await accessCode(winners[0]?.accessToken ?? '', strict)).toBe('TOKEN_INVALID');
    });

    it('RT-1: refuses a token that was used a moment ago', async () => {
      const { tokens } = await registerPerson(strict.client);
      const next = await refresh(tokens.refreshToken, strict);
      expect(await codeOf(tokens.refreshToken, strict)).toBe('TOKEN_REUSED');
      expect(await codeOf(next.refreshToken, strict)).toBe('TOKEN_INVALID');
    });

    it('RT-1: goes on as long as each token is used once', async () => {
      const { third } = await threeGenerations(strict);
      expect(await codeOf(third.refreshToken, strict)).toBe('accepted');
    });
  });
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
