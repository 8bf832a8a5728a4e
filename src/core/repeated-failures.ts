import { Duration } from './duration.js';
import type { Log } from './log.js';

const SECOND = Duration.seconds(1);

/**
 * Logs failures that come in large numbers, such as those of an unreachable database. It logs the first
 * failure of a kind in full and at once, and then one line a period with the count of the further ones.
 */
export class RepeatedFailures {
  readonly #repetitions = new Map<string, number>();

  constructor(
    private readonly log: Pick<Log, 'warn' | 'error'>,
    private readonly period: Duration = SECOND,
  ) {}

  /** @param sentence the constant message; failures with the same message are of one kind */
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
    }, this.period.milliseconds).unref();
  }
}
