import type { Duration } from '../../core/duration.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';

export interface DataErasureDeps {
  database: { forget(): Promise<void> };
  log: Pick<Log, 'error'>;
}

/**
 * Removes deleted data from the database's files, outside the requests that delete. It works once for all deletions of
 * a pause, because every other request waits while it works.
 */
export class DataErasure {
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<void> = Promise.resolve();
  #hasFailed = false;
  #isFinishing = false;

  constructor(
    private readonly deps: DataErasureDeps,
    private readonly pause: Duration,
  ) {}

  /** Neither throws nor waits. */
  eraseSoon(): void {
    this.#timer ??= setTimeout(() => this.#forget(), this.pause.milliseconds).unref();
  }

  /** Runs a scheduled erasure at once. */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    if (this.#timer !== undefined) this.#forget();
    await this.#underWay;
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#underWay = this.#underWay
      .then(() => this.deps.database.forget())
      .then(
        () => {
          this.#hasFailed = false;
        },
        (error: unknown) => this.#tryAgain(error),
      );
  }

  /** Retries, because a full disk may have room later. */
  #tryAgain(error: unknown): void {
    if (!this.#hasFailed)
      this.deps.log.error({ failure: describeFailure(error) }, 'deleted data may still be in files');
    this.#hasFailed = true;
    if (!this.#isFinishing) this.eraseSoon();
  }
}
