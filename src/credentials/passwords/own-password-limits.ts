import { DAY, failures, QUARTER } from '../../platform/rate-limits/rules.js';

/** Wherever a signed-in client is asked for the password once more: a guess is a guess at any of them. */
export const ownPassword = [
  { ...failures(5, QUARTER), counter: 'ownPassword' },
  { ...failures(20, DAY), counter: 'ownPassword' },
] as const;
