import { Duration } from '../../src/core/duration.js';
import { MySessionsDocument } from '../../src/generated/client/operations.js';
import { ageSession, PAST_RECOVERY, untilUsed } from '../support/aged-sessions.js';
import { claimsOf, forgeHmac, headerOf } from '../support/forgery.js';
import { logIn, registerPerson } from '../support/people.js';
import { startService } from '../support/service.js';
import {
  accessCode,
  ask,
  codeOf,
  own,
  refresh,
  reuses,
  service,
  sessionOf,
  threeGenerations,
} from './refresh-environment.js';

const GRACE = Duration.seconds(10);

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
    const { person, first, third } = await threeGenerations();
    const { me } = await service.client.as(third.accessToken).run(MySessionsDocument, {});
    expect(me?.sessions).toHaveLength(1);
    // The access token before is good until its own time is over.
    expect(await accessCode(person.tokens.accessToken)).toBe('accepted');
    expect(claimsOf(third.refreshToken)['sid']).toBe(claimsOf(first.refreshToken)['sid']);
    expect(claimsOf(third.accessToken)['sid']).toBe(claimsOf(first.accessToken)['sid']);
    expect(claimsOf(third.refreshToken)['jti']).not.toBe(claimsOf(first.refreshToken)['jti']);
  });

  it('RT-2: an old token that comes back ends its session, refresh and access alike, and no other', async () => {
    const { person, first, third } = await threeGenerations();
    const other = await logIn(service.client, person);
    await ageSession(service.database, first.refreshToken);
    const before = reuses().length;

    const { errors } = await ask(first.refreshToken);
    expect(errors[0]?.extensions).toMatchObject({ code: 'TOKEN_REUSED', status: 401 });

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
    const endsAt = (await sessionOf(tokens.refreshToken))?.expiresAt;
    let newest = tokens;
    for (const leap of ['10d', '10d']) {
      service.clock.advance(Duration.parse(leap) ?? GRACE);
      newest = await refresh(newest.refreshToken);
      expect(claimsOf(newest.refreshToken)['exp']).toBe(end);
      expect((await sessionOf(newest.refreshToken))?.expiresAt).toEqual(endsAt);
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

  it('RT-5: says of a token past REFRESH_TOKEN_TTL that it has expired', async () => {
    const short = await startService({ env: { REFRESH_TOKEN_TTL: '1h' } });
    const { tokens } = await registerPerson(short.client);
    short.clock.advance(Duration.minutes(61));
    const { errors } = await ask(tokens.refreshToken, short);
    expect(errors[0]?.extensions).toMatchObject({ code: 'TOKEN_EXPIRED', status: 401 });
    await short.stop();
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

  it('RT-6: somebody suspended for good is told so, also when no session is left', async () => {
    const { tokens } = await registerPerson(service.client);
    await set(tokens.user.id, { status: 'SUSPENDED' });
    const { errors } = await ask(tokens.refreshToken);
    expect(errors[0]?.extensions).toMatchObject({ code: 'ACCOUNT_SUSPENDED', until: null });
    await service.database.session.deleteMany({ where: { userId: tokens.user.id } });
    expect(await codeOf(tokens.refreshToken)).toBe('ACCOUNT_SUSPENDED');
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
});
