import type { Duration } from '../../core/duration.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';

export interface DataErasureDeps {
  database: { forget(): Promise<void> };
  log: Pick<Log, 'error'>;
}

/**
 * Has the database let go of what was deleted, behind the requests that delete: once for all that come while it
 * waits, since everybody else waits while it works.
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

  /** Never throws, and nobody waits for it. */
  eraseSoon(): void {
    this.#timer ??= setTimeout(() => this.#forget(), this.pause.milliseconds).unref();
  }

  /** Does at once what would be done soon. */
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

  /** A disk without room for it may have room later. */
  #tryAgain(error: unknown): void {
    if (!this.#hasFailed)
      this.deps.log.error({ failure: describeFailure(error) }, 'deleted data may still be in files');
    this.#hasFailed = true;
    if (!this.#isFinishing) this.eraseSoon();
  }
}
