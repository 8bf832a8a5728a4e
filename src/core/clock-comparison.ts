import { Duration } from './duration.js';

/** The largest allowed clock difference. Each instance checks tokens, links and leases by its own clock. */
export const CLOCK_TOLERANCE = Duration.minutes(1);

/** The time of another clock, and the time of our clock before the question and after the answer. */
export interface Comparison {
  /** The owner of the other clock, as in "the clock of PostgreSQL". */
  readonly of: string;
  readonly theirs: Date;
  readonly before: Date;
  readonly after: Date;
}

/**
 * @returns the milliseconds by which our clock is ahead, negative if it is behind; 0 if the other time lies
 * between `before` and `after`. Outside that range, the nearer end counts, so a slow answer does not look
 * like a difference.
 */
export function aheadOf({ theirs, before, after }: Comparison): number {
  if (before.getTime() > theirs.getTime()) return before.getTime() - theirs.getTime();
  return Math.min(0, after.getTime() - theirs.getTime());
}
