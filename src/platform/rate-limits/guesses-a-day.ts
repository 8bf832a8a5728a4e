import { Duration } from '../../core/duration.js';
import type { Limit, Rules } from './rules.js';

const DAY = Duration.minutes(24 * 60);

/** NIST SP 800-63B-4 §3.2.2: the maximum number of consecutive wrong passwords for one account. */
export const MOST_GUESSES_A_DAY = 100;

/**
 * The number of wrong passwords for one account that the rules allow in a day. The username and the email
 * address of an account have separate counters.
 */
export function guessesADay({ login, changePassword }: Rules): number {
  const [byName, byKnownDevice, signedIn] = [login?.subject, login?.knownDevice, changePassword?.subject];
  return 2 * failuresADay(byName) + failuresADay(byKnownDevice) + failuresADay(signedIn);
}

function failuresADay(limits: readonly Limit[] = []): number {
  const failures = limits.filter(({ counts }) => counts !== 'successes');
  return Math.min(...failures.map(({ points, window }) => points * Math.ceil(DAY.seconds / window.seconds)));
}
