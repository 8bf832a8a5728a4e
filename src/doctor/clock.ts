import { Duration } from '../core/duration.js';
import { type Finding, ok, problem, skipped, warning } from './finding.js';

/** Instances must agree to within a minute: leases of mails, tokens and links are told by the clock of each. */
const WRONG = Duration.minutes(1);
const DOUBTFUL = Duration.seconds(5);

/** What another clock showed, and what ours did before it was asked and after it had answered. */
export interface Comparison {
  /** As in "the clock of …". */
  readonly of: string;
  readonly theirs: Date;
  readonly before: Date;
  readonly after: Date;
}

export function checkClock(comparisons: readonly Comparison[]): Finding {
  const check = 'clock';
  const [worst] = comparisons
    .map((comparison) => ({ ...comparison, ahead: aheadOf(comparison) }))
    .sort((one, other) => Math.abs(other.ahead) - Math.abs(one.ahead));
  if (worst === undefined) return skipped(check, 'There is no other clock here to compare with.');
  const seconds = Math.round(Math.abs(worst.ahead) / 1000);
  const away = Math.abs(worst.ahead);
  if (away <= DOUBTFUL.milliseconds)
    return ok(check, `This clock agrees with that of ${comparisons.map(({ of }) => of).join(' and ')}.`);
  const sentence = `This clock is ${seconds} s ${worst.ahead > 0 ? 'ahead of' : 'behind'} that of ${worst.of}.`;
  const advice =
    'Synchronise both machines, with chrony or systemd-timesyncd: tokens, links and leases are told by the clock.';
  return away > WRONG.milliseconds ? problem(check, sentence, advice) : warning(check, sentence, advice);
}

/** How far ours is ahead. An answer that took long is compared with the nearer end of the wait. */
function aheadOf({ theirs, before, after }: Comparison): number {
  if (before.getTime() > theirs.getTime()) return before.getTime() - theirs.getTime();
  return Math.min(0, after.getTime() - theirs.getTime());
}
