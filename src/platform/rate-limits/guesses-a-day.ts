import { Duration } from '../../core/duration.js';
import type { Limit, Rules } from './rules.js';

const DAY = Duration.minutes(24 * 60);

/** NIST SP 800-63B-4 §3.2.2: no more wrong passwords in a row for one account. */
export const MOST_GUESSES_A_DAY = 100;

/** How many wrong passwords for one account the rules let through in a day; a username and an email count apart. */
export function guessesADay({ login, changePassword }: Rules): number {
  const [byName, byKnownDevice, signedIn] = [login?.subject, login?.knownDevice, changePassword?.subject];
  return 2 * failuresADay(byName) + failuresADay(byKnownDevice) + failuresADay(signedIn);
}

function failuresADay(limits: readonly Limit[] = []): number {
  const failures = limits.filter(({ counts }) => counts !== 'successes');
  return Math.min(...failures.map(({ points, window }) => points * Math.ceil(DAY.seconds / window.seconds)));
}
