import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectConfig, readConfig } from '../../../src/app/config.js';
import { deriveKeys, LIMITS } from '../../../src/app/registers.js';
import { RegisterDocument } from '../../../src/generated/client/operations.js';
import { checkExposure } from '../../../src/operator/doctor/settings.js';
import { guessesADay } from '../../../src/platform/rate-limits/guesses-a-day.js';
import { newFolder } from '../../support/database.js';
import { codesOf } from '../../support/outcomes.js';
import { newcomer, registerPerson } from '../../support/people.js';
import { startService } from '../../support/service.js';
import { inTurn, tally, tryLogin } from './tries.js';

let folder: string;
beforeAll(async () => {
  folder = newFolder();
  await mkdir(folder, { recursive: true });
});

let files = 0;
/** The path of a file with this content. */
function fileOf(content: unknown): string {
  const path = join(folder, `limits-${files++}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const FEW = [{ points: 2, window: '15m', counts: 'failures' }];
const MANY = [{ points: 100, window: '1h', counts: 'everything' }];
const LOGIN = { address: MANY, subject: FEW, knownDevice: FEW };
const problemsOf = (content: unknown) => inspectConfig({ LIMITS: fileOf(content) }).problems;

describe('LIMITS', () => {
  it('counts accounts that were created, also those whose address must be verified first', async () => {
    const register = { address: [{ points: 2, window: '1h', counts: 'successes' }], subject: [] };
    const env = { RATE_LIMITS: 'on', LIMITS: fileOf({ register }), REQUIRE_VERIFIED_EMAIL: 'on' };
    const service = await startService({ env });
    const ask = async (input = newcomer()) => codesOf(await service.client.ask(RegisterDocument, { input }));
    expect(await ask(newcomer({ username: 'admin' }))).toEqual(['BAD_USER_INPUT']);
    for (const code of ['EMAIL_NOT_VERIFIED', 'EMAIL_NOT_VERIFIED', 'RATE_LIMITED'])
      expect(await ask()).toEqual([code]);
    await service.stop();
  });

  it('replaces the rules that it names, and no other', async () => {
    const file = fileOf({ login: LOGIN });
    const { limits } = readConfig({ LIMITS: file });
    expect({ ...limits, login: null }).toEqual({ ...LIMITS, login: null });
    const service = await startService({ env: { RATE_LIMITS: 'on', LIMITS: file } });
    const { email } = newcomer();
    const tries = await inTurn(4, () => tryLogin(service.client.url, email, 'wrong'));
    expect(tally(tries)).toEqual({ INVALID_CREDENTIALS: 2, RATE_LIMITED: 2 });
    await registerPerson(service.client);
    await service.stop();
  });

  it('lists everything that is wrong, and keeps the service from starting', () => {
    const content = {
      logn: LOGIN,
      refreshToken: { address: MANY, subject: FEW },
      requestPasswordReset: { address: MANY, subject: [{ points: 3, window: '24h', counts: 'everything' }] },
      updateProfile: 5,
      login: {
        address: MANY,
        subject: [{ points: 0, window: '15 minutes', counts: 'all' }],
        knownDevise: FEW,
      },
    };
    const limit = expect.stringContaining('{ "points": 5, "window": "15m", "counts": "failures" }');
    expect(problemsOf(content)).toEqual([
      'LIMITS has an unknown operation: logn',
      'LIMITS refreshToken is not counted by subject',
      'LIMITS requestPasswordReset is not counted by subject',
      'LIMITS updateProfile must be an object with "address" and "subject"',
      'LIMITS login must contain only address, subject, knownDevice',
      limit,
      'LIMITS login.knownDevice must be a list of limits, which may be empty',
    ]);
    expect(() => readConfig({ LIMITS: fileOf(content) })).toThrow(/logn[\s\S]*updateProfile/);
  });

  it.each([
    { points: 1.5, window: '15m', counts: 'failures' },
    { points: 10_001, window: '15m', counts: 'failures' },
    { points: '5', window: '15m', counts: 'failures' },
    { points: 5, window: '0s', counts: 'failures' },
    { points: 5, window: '31d', counts: 'failures' },
    { points: 5, window: 900, counts: 'failures' },
    { points: 5, window: '15m', counts: 'toString' },
    { points: 5, window: '15m', counts: 'failures', counter: 'a:b' },
    { points: 5, window: '15m', counts: 'failures', per: 'day' },
    null,
  ])('refuses the limit %j', (limit) => {
    expect(problemsOf({ login: { ...LOGIN, subject: [limit] } })).toEqual([
      expect.stringContaining('LIMITS login.subject[0] must be like'),
    ]);
  });

  it.each(['mailToAddress', 'mailToAliases', 'securityNotice', 'refusedAdministration'])(
    'refuses a limit by address for %s, which would have no effect',
    (name) =>
      expect(problemsOf({ [name]: { address: MANY, subject: MANY } })).toEqual([
        `LIMITS ${name} is not counted by address`,
      ]),
  );

  it.each(['', '[]', 'null', '{"login":', '{"__proto__": {}}', '{"constructor": {}}'])(
    'refuses a file that holds %s',
    (text) => expect(problemsOf(text)).toEqual([expect.stringMatching(/JSON object$|unknown operation/)]),
  );

  it('refuses a file that is not there, and does not repeat its name, which may be a secret', () => {
    expect(inspectConfig({ LIMITS: '/nowhere/hunter2' }).problems).toEqual([
      'LIMITS must be the path of a readable file',
    ]);
  });

  it('is warned of where it lets more than 100 wrong passwords a day through for one account', () => {
    const warnings = (content: object) =>
      checkExposure({ ...readConfig({ LIMITS: fileOf(content) }), deriveKeys }).filter(
        ({ check }) => check === 'limits',
      );
    expect(guessesADay(LIMITS)).toBe(100);
    expect(
      warnings({ register: { address: MANY, subject: [{ points: 5, window: '1h', counts: 'successes' }] } }),
    ).toEqual([]);
    expect(warnings({ login: LOGIN })).toMatchObject([
      { status: 'warning', sentence: expect.stringContaining('596 wrong passwords') },
    ]);
    expect(warnings({ login: { ...LOGIN, subject: [] } })).toMatchObject([
      { sentence: expect.stringContaining('any number of wrong passwords') },
    ]);
  });
});
