import { Duration } from '../../src/core/duration.js';
import { MeDocument, RefreshTokenDocument } from '../../src/generated/client/operations.js';
import { ageSession, untilUsed } from '../support/aged-sessions.js';
import { codesOf, generationOf, outcomesAtOnce, pause, times } from '../support/outcomes.js';
import { registerPerson } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';

const ROUNDS = [1, 2, 3];

const refresh = ({ client }: TestService, refreshToken: string) =>
  client.ask(RefreshTokenDocument, { input: { refreshToken } });

describe('16 refreshes of one token at once', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it.each(ROUNDS)('RT-3: take one step, which all of them are told of (round %i)', async () => {
    const { tokens } = await registerPerson(service.client);
    const { won, codes } = await outcomesAtOnce(16, () => refresh(service, tokens.refreshToken));
    expect(codes).toEqual([]);
    expect(won.map(({ data }) => generationOf(data.refreshToken.refreshToken))).toEqual(times(16, 2));
    const sessions = await service.database.session.findMany({ where: { userId: tokens.user.id } });
    expect(sessions.map(({ generation }) => generation)).toEqual([2]);

    const served = await outcomesAtOnce(16, (i) =>
      service.client.ask(MeDocument, {}, { token: won[i]?.data.refreshToken.accessToken }),
    );
    expect(served.won).toHaveLength(16);
  });

  it.each(ROUNDS)('RT-3: begin no second branch: whoever goes on, goes on together (round %i)', async () => {
    const { tokens } = await registerPerson(service.client);
    let current = times(16, tokens.refreshToken);
    for (const generation of [2, 3, 4, 5]) {
      const { won, codes } = await outcomesAtOnce(16, (i) => refresh(service, current[i] ?? ''));
      expect(codes).toEqual([]);
      current = won.map(({ data }) => data.refreshToken.refreshToken);
      expect(current.map(generationOf)).toEqual(times(16, generation));
    }
    const [sole, ...more] = await service.database.session.findMany({ where: { userId: tokens.user.id } });
    expect(more).toEqual([]);
    expect(sole?.generation).toBe(5);
  });

  it('do not hide a thief who comes when the grace is over', async () => {
    const { tokens } = await registerPerson(service.client);
    const { won } = await outcomesAtOnce(16, () => refresh(service, tokens.refreshToken));
    const [winner] = won;
    await service.client.ask(MeDocument, {}, { token: winner?.data.refreshToken.accessToken });
    await untilUsed(service.database, tokens.refreshToken);
    await ageSession(service.database, tokens.refreshToken);
    const late = await outcomesAtOnce(16, () => refresh(service, tokens.refreshToken));
    expect(late.won).toEqual([]);
    expect(late.codes).toContain('TOKEN_REUSED');
    expect(late.codes.filter((code) => code !== 'TOKEN_REUSED' && code !== 'TOKEN_INVALID')).toEqual([]);
    expect(codesOf(await refresh(service, won[0]?.data.refreshToken.refreshToken ?? ''))).toEqual([
      'TOKEN_INVALID',
    ]);
    expect(await service.database.session.count({ where: { userId: tokens.user.id } })).toBe(0);
  });

  it('beside the old token of a thief end in one refused session, never in two live ones', async () => {
    const { tokens } = await registerPerson(service.client);
    const second = await service.client.run(RefreshTokenDocument, {
      input: { refreshToken: tokens.refreshToken },
    });
    const third = await service.client.run(RefreshTokenDocument, {
      input: { refreshToken: second.refreshToken.refreshToken },
    });
    const { won } = await outcomesAtOnce(16, (i) =>
      refresh(service, i % 4 === 0 ? tokens.refreshToken : third.refreshToken.refreshToken),
    );
    expect(won.filter(({ index }) => index % 4 === 0)).toEqual([]);
    expect(await service.database.session.count({ where: { userId: tokens.user.id } })).toBe(0);
    const after = await outcomesAtOnce(won.length, (i) =>
      refresh(service, won[i]?.data.refreshToken.refreshToken ?? ''),
    );
    expect(after.won).toEqual([]);
  });
});

describe('16 refreshes of one token at once without a grace', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ env: { REFRESH_GRACE: '0s', REFRESH_RECOVERY: '0s' } });
  });
  afterAll(() => service.stop());

  it('RT-3: have one winner, and end the session as any re-use does', async () => {
    const winners: number[] = [];
    const reuses = () => service.log.lines.filter(({ sentence }) => sentence === 'refresh_token_reused');
    for (let round = 0; round < 8; round++) {
      const { tokens } = await registerPerson(service.client);
      const { won, codes } = await outcomesAtOnce(16, async (i) => {
        // Spread over a few milliseconds, so that clocks are read in another order than rows are locked.
        if (i > 7) await pause(i - 7);
        return refresh(service, tokens.refreshToken);
      });
      winners.push(won.length);
      expect(codes).toContain('TOKEN_REUSED');
      expect(codes.filter((code) => code !== 'TOKEN_REUSED' && code !== 'TOKEN_INVALID')).toEqual([]);
      expect(await service.database.session.count({ where: { userId: tokens.user.id } })).toBe(0);
      const token = won[0]?.data.refreshToken.accessToken;
      expect(codesOf(await service.client.ask(MeDocument, {}, { token }))).toEqual(['TOKEN_INVALID']);
    }
    expect(winners).toEqual(times(8, 1));
    expect(reuses()).toHaveLength(8);
  });

  it('have one winner though the clock that comes second is behind the one that came first', async () => {
    const { tokens } = await registerPerson(service.client);
    expect(codesOf(await refresh(service, tokens.refreshToken))).toEqual([]);
    service.clock.advance(Duration.milliseconds(-20));
    expect(codesOf(await refresh(service, tokens.refreshToken))).toEqual(['TOKEN_REUSED']);
  });
});
