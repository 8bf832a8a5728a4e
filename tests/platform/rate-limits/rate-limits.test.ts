import { randomBytes } from 'node:crypto';
import { errorDeclarations } from '../../../src/app/registers.js';
import { Duration } from '../../../src/core/duration.js';
import type { ErrorCode } from '../../../src/core/errors.js';
import { KeyedHash } from '../../../src/core/secret-box.js';
import { type Limited, RateLimits } from '../../../src/platform/rate-limits/rate-limits.js';
import type { Rules } from '../../../src/platform/rate-limits/rules.js';
import { MovableClock, RecordingLog } from '../../support/adapters.js';

const WINDOW = Duration.minutes(15);
const DAY = Duration.minutes(24 * 60);
const RULES: Rules = {
  guess: {
    address: [{ points: 4, window: WINDOW, counts: 'failures' }],
    subject: [
      { points: 8, window: DAY, counts: 'failures' },
      { points: 2, window: WINDOW, counts: 'failures' },
    ],
  },
  password: { address: [], subject: [{ points: 3, window: WINDOW, counts: 'failures' }] },
  costly: {
    address: [],
    subject: [
      { points: 2, window: WINDOW, counts: 'failures' },
      { points: 1, window: DAY, counts: 'everything' },
    ],
  },
  send: { address: [], subject: [{ points: 2, window: WINDOW, counts: 'everything' }] },
};

let clock: MovableClock;
let limits: RateLimits;
let refused: Limited[];

beforeEach(() => {
  clock = new MovableClock();
  refused = [];
  limits = new RateLimits(
    {
      clock,
      log: new RecordingLog(),
      names: new KeyedHash(randomBytes(32)),
      errors: errorDeclarations,
      redis: null,
      refused: (event) => refused.push(event),
    },
    RULES,
  );
});

const from = (ipAddress: string | null) => ({ requestId: 'r', ipAddress, userAgent: null });

/** Tries, and says what came of it: the outcome, or the refusal. */
async function attempt(
  subject: string | null,
  outcome: ErrorCode | null,
  { operation = 'guess', address = '192.0.2.1' }: { operation?: string; address?: string | null } = {},
): Promise<string> {
  try {
    const begun = await limits.begin(operation, { requestMeta: from(address), subject });
    await begun.settle(outcome);
    return outcome ?? 'OK';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

async function attempts(count: number, ...rest: Parameters<typeof attempt>): Promise<string[]> {
  const codes: string[] = [];
  for (let index = 0; index < count; index++) codes.push(await attempt(...rest));
  return codes;
}

describe('a try', () => {
  it.each<ErrorCode>([
    'INVALID_CREDENTIALS',
    'TOKEN_INVALID',
    'TOKEN_EXPIRED',
    'TOKEN_REUSED',
    'NOT_FOUND',
    'INTERNAL_SERVER_ERROR',
  ])('counts as a guess when it ends with %s', async (code) => {
    expect(await attempts(3, 'ada', code)).toEqual([code, code, 'RATE_LIMITED']);
  });

  it.each<ErrorCode>([
    'BAD_USER_INPUT',
    'WEAK_PASSWORD',
    'ACCOUNT_SUSPENDED',
    'EMAIL_NOT_VERIFIED',
    'SERVER_BUSY',
    'SERVICE_UNAVAILABLE',
  ])('costs nothing when it ends with %s, and clears nothing', async (code) => {
    await attempt('ada', 'INVALID_CREDENTIALS');
    expect(await attempts(10, 'ada', code)).toEqual(Array(10).fill(code));
    expect(await attempts(2, 'ada', 'INVALID_CREDENTIALS')).toEqual(['INVALID_CREDENTIALS', 'RATE_LIMITED']);
  });

  it('counts while it is under way: of any number at once, no more run than are allowed (RL-1)', async () => {
    const begun = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        limits.begin('guess', { requestMeta: from('192.0.2.1'), subject: 'ada' }),
      ),
    );
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  it('that is counted whatever comes of it stays counted after a success', async () => {
    const of = { operation: 'send' };
    expect(await attempts(3, 'ada', null, of)).toEqual(['OK', 'OK', 'RATE_LIMITED']);
  });

  it('that a longer limit refused was no guess, and costs none', async () => {
    const of = { operation: 'costly' };
    expect(await attempts(5, 'ada', 'INVALID_CREDENTIALS', of)).toEqual([
      'INVALID_CREDENTIALS',
      ...Array(4).fill('RATE_LIMITED'),
    ]);
    expect(refused).toMatchObject([{ operation: 'costly', by: 'subject' }]);
  });

  it('gives nothing back to a window that it was not charged to', async () => {
    const begun = await limits.begin('guess', { requestMeta: from('192.0.2.1'), subject: 'ada' });
    clock.advance(WINDOW);
    await attempts(2, 'ada', 'INVALID_CREDENTIALS');
    await begun.settle('SERVER_BUSY');
    expect(await attempt('ada', 'INVALID_CREDENTIALS')).toBe('RATE_LIMITED');
  });

  it('names the seconds until the window ends, whole and at least one', async () => {
    await attempts(2, 'ada', 'INVALID_CREDENTIALS');
    const retryAfter = () =>
      limits
        .begin('guess', { requestMeta: from('192.0.2.1'), subject: 'ada' })
        .catch((error) => error.extras.retryAfter);
    expect(await retryAfter()).toBe(900);
    clock.advance(Duration.milliseconds(WINDOW.milliseconds - 400));
    expect(await retryAfter()).toBe(1);
  });

  it('has a limit, or is a mistake of ours', async () => {
    expect(limits.knows('guess')).toBe(true);
    expect(limits.knows('__proto__')).toBe(false);
    await expect(limits.begin('other', { requestMeta: from(null), subject: null })).rejects.toThrow(
      TypeError,
    );
  });
});

describe('an address', () => {
  it('is stopped before the subject is charged, so that it locks nobody (RL-8)', async () => {
    for (const subject of ['a', 'b', 'c', 'd']) await attempt(subject, 'INVALID_CREDENTIALS');
    expect(await attempts(5, 'ada', 'INVALID_CREDENTIALS')).toEqual(Array(5).fill('RATE_LIMITED'));
    const elsewhere = { address: '192.0.2.2' };
    expect(await attempts(2, 'ada', 'INVALID_CREDENTIALS', elsewhere)).toEqual(
      Array(2).fill('INVALID_CREDENTIALS'),
    );
  });

  it('gets one charge back for a success, and no more (RL-10)', async () => {
    for (const subject of ['a', 'b', 'c']) {
      await attempt(subject, 'INVALID_CREDENTIALS');
      expect(await attempt('own', null)).toBe('OK');
    }
    await attempt('d', 'INVALID_CREDENTIALS');
    expect(await attempt('own', null)).toBe('RATE_LIMITED');
  });

  it('that is not known is counted with all that are not', async () => {
    for (const subject of ['a', 'b', 'c', 'd'])
      await attempt(subject, 'INVALID_CREDENTIALS', { address: subject === 'a' ? 'nonsense' : null });
    expect(await attempt('e', null, { address: null })).toBe('RATE_LIMITED');
  });
});

describe('whoever hears of refusals', () => {
  it('hears of the first of each window, and of no other', async () => {
    await attempts(4, 'ada', 'INVALID_CREDENTIALS');
    expect(refused).toEqual([{ operation: 'guess', by: 'subject', requestMeta: from('192.0.2.1') }]);
    clock.advance(WINDOW);
    await attempts(4, 'ada', 'INVALID_CREDENTIALS');
    expect(refused).toHaveLength(2);
  });
});

describe('forgiving', () => {
  it('ends the locks of a subject and of no other, for a day as for a moment', async () => {
    for (const subject of ['ada', 'bob'])
      await attempts(3, subject, 'INVALID_CREDENTIALS', { address: null });
    clock.advance(WINDOW);
    for (const address of ['192.0.2.3', '192.0.2.4', '192.0.2.5', '192.0.2.6']) {
      await attempts(2, 'ada', 'INVALID_CREDENTIALS', { address });
      clock.advance(WINDOW);
    }
    expect(await attempt('ada', null)).toBe('RATE_LIMITED');
    await limits.forgive('guess', { subject: ['ada', 'nobody'] });
    expect(await attempt('ada', null)).toBe('OK');
  });

  it('leaves what is counted whatever comes of it', async () => {
    await attempts(3, 'ada', null, { operation: 'send' });
    await limits.forgive('send', { subject: ['ada'] });
    expect(await attempt('ada', null, { operation: 'send' })).toBe('RATE_LIMITED');
  });
});

describe('what is no operation', () => {
  it('is answered instead of refused', async () => {
    expect([await limits.allows('send', 'a'), await limits.allows('send', 'a')]).toEqual([true, true]);
    expect(await limits.allows('send', 'a')).toBe(false);
    expect(await limits.allows('send', 'b')).toBe(true);
  });
});

describe('more subjects than there is room for', () => {
  const PLACES = 50_000;
  const guessAt = (subject: string) => attempt(subject, 'INVALID_CREDENTIALS', { operation: 'password' });

  it('RL-1, RL-9: let nobody guess on at two accounts in turn', async () => {
    for (let index = 0; index < 2 * PLACES; index++) await guessAt(`stranger ${index % PLACES}`);
    const codes: string[] = [];
    for (let turn = 0; turn < 10; turn++) codes.push(await guessAt('ada'), await guessAt('bob'));
    const rest = Array(18).fill('RATE_LIMITED');
    expect(codes).toEqual(['INVALID_CREDENTIALS', 'INVALID_CREDENTIALS', ...rest]);
  });
});
