import { Duration } from './duration.js';
import type { Randomness } from './randomness.js';

/**
 * A random time between half of the pause and the whole, so that instances that start together, or retries
 * after an outage, do not all reach a server at once.
 */
export function shortened(pause: Duration, randomness: Pick<Randomness, 'bytes'>): Duration {
  const fraction = randomness.bytes(4).readUInt32BE() / 2 ** 32;
  return Duration.milliseconds(pause.milliseconds * (0.5 + fraction / 2));
}
