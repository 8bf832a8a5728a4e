import { readConfig } from '../../src/app/config.js';
import { Duration } from '../../src/core/duration.js';
import { StartupError } from '../../src/core/errors.js';
import { ageSession, untilUsed } from '../support/aged-sessions.js';
import { registerPerson } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';
import { accessCode, codeOf, refresh, service, threeGenerations } from './refresh-environment.js';

describe('the grace', () => {
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
