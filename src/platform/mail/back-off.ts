import { Duration } from '../../core/duration.js';
import { shortened } from '../../core/jitter.js';
import type { Randomness } from '../../core/randomness.js';

const FIRST_PAUSE = Duration.seconds(2);
const LONGEST_PAUSE = Duration.minutes(5);

/**
 * The pause after a failed delivery: each one is four times as long as the last, up to a limit.
 * @param tries the number of failed deliveries so far
 */
export function pauseAfter(tries: number, randomness: Pick<Randomness, 'bytes'>): Duration {
  const pause = Math.min(FIRST_PAUSE.milliseconds * 4 ** (tries - 1), LONGEST_PAUSE.milliseconds);
  return shortened(Duration.milliseconds(pause), randomness);
}
