import { Duration } from './duration.js';

/** Instances must agree to within this: tokens, links and leases are told by the clock of each. */
export const CLOCK_TOLERANCE = Duration.minutes(1);

/** What another clock showed, and what ours did before it was asked and after it had answered. */
export interface Comparison {
  /** As in "the clock of …". */
  readonly of: string;
  readonly theirs: Date;
  readonly before: Date;
  readonly after: Date;
}

/** By how many milliseconds ours is ahead. An answer that took long is compared with the nearer end of the wait. */
export function aheadOf({ theirs, before, after }: Comparison): number {
  if (before.getTime() > theirs.getTime()) return before.getTime() - theirs.getTime();
  return Math.min(0, after.getTime() - theirs.getTime());
}
