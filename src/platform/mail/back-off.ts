import { Duration } from '../../core/duration.js';
import type { Randomness } from '../../core/randomness.js';

const FIRST_PAUSE = Duration.seconds(2);
const LONGEST_PAUSE = Duration.minutes(5);

/** How long a mail rests after a try in vain: four times as long after each further one, up to a limit. */
export function pauseAfter(tries: number, randomness: Pick<Randomness, 'bytes'>): Duration {
  const pause = Math.min(FIRST_PAUSE.milliseconds * 4 ** (tries - 1), LONGEST_PAUSE.milliseconds);
  return shortened(Duration.milliseconds(pause), randomness);
}

/** Between half of it and the whole, so that a server coming back does not meet everybody at once. */
export function shortened(pause: Duration, randomness: Pick<Randomness, 'bytes'>): Duration {
  const fraction = randomness.bytes(4).readUInt32BE() / 2 ** 32;
  return Duration.milliseconds(pause.milliseconds * (0.5 + fraction / 2));
}
