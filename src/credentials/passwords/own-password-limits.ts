import { DAY, failures, QUARTER_HOUR } from '../../platform/rate-limits/rules.js';

/**
 * Limits of every operation that asks a signed-in client for the password. They share one counter, so an
 * attacker cannot spread guesses over several operations.
 */
export const ownPassword = [
  { ...failures(5, QUARTER_HOUR), counter: 'ownPassword' },
  { ...failures(20, DAY), counter: 'ownPassword' },
] as const;
