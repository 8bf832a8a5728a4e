import type { Duration } from './duration.js';

export interface PeriodicOptions {
  /** The time until the next round. It is asked before each round, so it may be random. */
  readonly pause: () => Duration;
  readonly round: () => Promise<void>;
  /** @param isRepeated whether the round before it failed too, so that an outage can be logged once */
  readonly failed: (error: unknown, isRepeated: boolean) => void;
  /** Called after the first round that succeeds again. */
  readonly recovered?: () => void;
}

/**
 * Runs a round again and again, with a pause after each. Two rounds never overlap, and a round that fails does
 * not end the loop. The timer does not keep the process alive.
 */
export class Periodic {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #isDue = false;
  #isFailing = false;
  #isStopped = false;

  constructor(private readonly options: PeriodicOptions) {}

  /** The first round comes after a pause. */
  start(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      void this.#run().finally(() => this.start());
    }, this.options.pause().milliseconds).unref();
  }

  /** Runs a round at once, or one more after the running one. It neither waits nor throws. */
  wake(): void {
    void this.#run();
  }

  /** Begins no more rounds, and resolves when the running one has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #run(): Promise<void> {
    this.#isDue = true;
    this.#running ??= this.#rounds();
    return this.#running;
  }

  async #rounds(): Promise<void> {
    try {
      // `wake` may be called during a round.
      while (this.#isDue && !this.#isStopped) {
        this.#isDue = false;
        await this.#round();
      }
    } finally {
      this.#running = null;
    }
  }

  async #round(): Promise<void> {
    const { round, failed, recovered } = this.options;
    try {
      await round();
    } catch (error) {
      failed(error, this.#isFailing);
      this.#isFailing = true;
      return;
    }
    if (this.#isFailing) recovered?.();
    this.#isFailing = false;
  }
}
