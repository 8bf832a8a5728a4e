import { Duration } from '../../core/duration.js';
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

/**
 * A random time between half of the pause and the whole, so that retries do not all reach a recovered server
 * at once.
 */
export function shortened(pause: Duration, randomness: Pick<Randomness, 'bytes'>): Duration {
  const fraction = randomness.bytes(4).readUInt32BE() / 2 ** 32;
  return Duration.milliseconds(pause.milliseconds * (0.5 + fraction / 2));
}
