import { randomBytes } from 'node:crypto';
import { DIST } from './service.js';

/** Told at each mark: how many identifiers were tried so far, what is held, and how long each of the last took. */
export interface FloodMark {
  readonly tried: number;
  readonly heapMib: number;
  readonly residentMib: number;
  /** Since the mark before. */
  readonly microsecondsEach: number;
}

/** What is used of the service's own; its sources are not of this program. */
interface Limits {
  begin(operation: string, who: object): Promise<{ settle(code: string | null): Promise<void> }>;
}

const MIB = 1024 * 1024;

process.on('message', async (marks: readonly number[]) => {
  process.send?.(await flood(await buildLimits(), marks));
  process.disconnect();
});

/** As `buildService` builds them without Redis. */
async function buildLimits(): Promise<Limits> {
  const { RateLimits } = await import(`${DIST}/rate-limits/rate-limits.js`);
  const { KeyedHash } = await import(`${DIST}/core/secret-box.js`);
  const { systemClock } = await import(`${DIST}/core/clock.js`);
  const nothing = () => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const names = new KeyedHash(randomBytes(32));
  return new RateLimits({ clock: systemClock, log, names, redis: null, refused: nothing });
}

/** Wrong passwords, each for another username and from another address: the most that a try can leave behind. */
async function flood(limits: Limits, marks: readonly number[]): Promise<FloodMark[]> {
  const told = [markAt(0, 0)];
  let tried = 0;
  for (const mark of marks) {
    const [first, startedAt] = [tried, performance.now()];
    for (; tried < mark; tried += 1) {
      const ipAddress = `10.${tried >> 16}.${(tried >> 8) & 255}.${tried & 255}`;
      const origin = { requestId: '', ipAddress, userAgent: null };
      await limits
        .begin('login', { origin, subject: `username:stranger_${tried}` })
        .then((attempt) => attempt.settle('INVALID_CREDENTIALS'), expectRefusal);
    }
    told.push(markAt(tried, ((performance.now() - startedAt) * 1000) / (tried - first)));
  }
  return told;
}

/** So many strangers at once are refused in the end: a newcomer counts what made room for it (decision 11). */
function expectRefusal(error: { code?: string }): void {
  if (error.code !== 'RATE_LIMITED') throw error;
}

function markAt(tried: number, microsecondsEach: number): FloodMark {
  // Twice: what the first one finds unreachable may hold others.
  gc?.();
  gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { tried, heapMib: heapUsed / MIB, residentMib: rss / MIB, microsecondsEach };
}
