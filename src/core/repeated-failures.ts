import { Duration } from './duration.js';
import type { Log } from './log.js';

const PERIOD = Duration.seconds(1);

/**
 * A log of failures that come by the hundred, such as those of a database that is down: the first is told whole and at
 * once, and those of its kind that follow within a second as one line with their number.
 */
export class RepeatedFailures {
  readonly #repetitions = new Map<string, number>();

  constructor(private readonly log: Pick<Log, 'warn' | 'error'>) {}

  /** @param sentence tells the kind: it is constant */
  tell(level: 'warn' | 'error', details: object, sentence: string): void {
    const repetitions = this.#repetitions.get(sentence);
    if (repetitions !== undefined) {
      this.#repetitions.set(sentence, repetitions + 1);
      return;
    }
    this.log[level](details, sentence);
    this.#open(level, sentence);
  }

  #open(level: 'warn' | 'error', sentence: string): void {
    this.#repetitions.set(sentence, 0);
    setTimeout(() => {
      const count = this.#repetitions.get(sentence) ?? 0;
      this.#repetitions.delete(sentence);
      if (count === 0) return;
      this.log[level]({ count }, sentence);
      this.#open(level, sentence);
    }, PERIOD.milliseconds).unref();
  }
}
