import { DAY, failures, QUARTER } from '../../platform/rate-limits/rules.js';

/**
 * Limits of every operation that asks a signed-in client for the password. They share one counter, so an
 * attacker cannot spread guesses over several operations.
 */
export const ownPassword = [
  { ...failures(5, QUARTER), counter: 'ownPassword' },
  { ...failures(20, DAY), counter: 'ownPassword' },
] as const;
