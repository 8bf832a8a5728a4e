import { aheadOf, CLOCK_TOLERANCE, type Comparison } from '../../core/clock-comparison.js';
import { Duration } from '../../core/duration.js';
import { type Finding, ok, problem, skipped, warning } from './finding.js';

const DOUBTFUL = Duration.seconds(5);
/** Half a time step: beyond it, right codes of authenticator apps begin to be refused (MFA-10). */
const WRONG_FOR_CODES = Duration.seconds(15);

export function checkClock(comparisons: readonly Comparison[]): Finding {
  const check = 'clock';
  const [worst] = comparisons
    .map((comparison) => ({ ...comparison, ahead: aheadOf(comparison) }))
    .sort((one, other) => Math.abs(other.ahead) - Math.abs(one.ahead));
  if (worst === undefined) return skipped(check, 'There is no other clock to compare with.');
  const seconds = Math.round(Math.abs(worst.ahead) / 1000);
  const away = Math.abs(worst.ahead);
  if (away <= DOUBTFUL.milliseconds)
    return ok(check, `This clock agrees with that of ${comparisons.map(({ of }) => of).join(' and ')}.`);
  const sentence = `This clock is ${seconds} s ${worst.ahead > 0 ? 'ahead of' : 'behind'} that of ${worst.of}.`;
  const codes =
    away > WRONG_FOR_CODES.milliseconds ? ' Codes of authenticator apps may be refused already.' : '';
  const advice = `Synchronise both machines, with chrony or systemd-timesyncd: tokens, links and leases depend on the clock.${codes}`;
  return away > CLOCK_TOLERANCE.milliseconds
    ? problem(check, sentence, advice)
    : warning(check, sentence, advice);
}
