import { Duration } from '../../core/duration.js';
import { describeFailure } from '../../core/failure.js';
import { shortened } from '../../core/jitter.js';
import type { Log } from '../../core/log.js';
import { Periodic } from '../../core/periodic.js';
import type { Randomness } from '../../core/randomness.js';
import { withTimeout } from '../../core/timeout.js';
import type { MailDelivery } from './delivery.js';
import type { DueMail, DueMails } from './due-mails.service.js';
import { DELIVERIES_AT_ONCE } from './mailer.js';

/**
 * How often the worker looks for due mails, such as those that another instance left or that failed before.
 */
const POLL_INTERVAL = Duration.seconds(1);
/**
 * The delay before the worker looks for a mail of a request. By then this answer and the next one to the same
 * client are sent, so response times do not reveal whether a mail was written (LOG-3).
 */
const AFTER_ANSWER = Duration.milliseconds(200);

export interface OutboxWorkerDeps {
  mails: Pick<DueMails, 'claim'>;
  delivery: Pick<MailDelivery, 'deliver'>;
  randomness: Pick<Randomness, 'bytes'>;
  log: Pick<Log, 'warn' | 'info'>;
}

/** Delivers the mails of the outbox, a few at a time, outside of requests (REG-13). */
export class OutboxWorker {
  readonly #underWay = new Set<Promise<void>>();
  /** Whether a look found no room, so there may be more mails. */
  #isWaiting = false;
  #soon: NodeJS.Timeout | undefined;
  readonly #looks = new Periodic({
    pause: () => shortened(POLL_INTERVAL, this.deps.randomness),
    round: () => this.#look(),
    failed: (error, isRepeated) => {
      if (!isRepeated) this.deps.log.warn({ failure: describeFailure(error) }, 'outbox not readable');
    },
    recovered: () => this.deps.log.info({}, 'outbox readable again'),
  });

  constructor(private readonly deps: OutboxWorkerDeps) {}

  start(): void {
    this.#looks.start();
  }

  /** Wakes the worker after the current request has been answered (LOG-3). Several calls wake it once. */
  wakeSoon(): void {
    const pause = shortened(AFTER_ANSWER, this.deps.randomness);
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.wake();
    }, pause.milliseconds).unref();
  }

  /** Tells the worker that there may be a mail. It neither waits nor throws. */
  wake(): void {
    this.#looks.wake();
  }

  /**
   * Claims no more mails, and waits for those in delivery. Another instance, or the next start, sends the
   * rest.
   */
  async stop(within: Duration): Promise<void> {
    clearTimeout(this.#soon);
    await withTimeout(this.#finish(), within, () => undefined);
  }

  async #finish(): Promise<void> {
    // Mails that are being claimed must be delivered too: otherwise they would wait until their lease ends.
    await this.#looks.stop();
    await Promise.all(this.#underWay);
  }

  async #look(): Promise<void> {
    const room = DELIVERIES_AT_ONCE - this.#underWay.size;
    this.#isWaiting = room === 0;
    if (this.#isWaiting) return;
    const claimed = await this.deps.mails.claim(room);
    for (const mail of claimed) this.#begin(mail);
    // If the claim filled all the room, there may be more mails.
    if (claimed.length === room) this.wake();
  }

  #begin(mail: DueMail): void {
    const delivery = this.deps.delivery.deliver(mail).finally(() => {
      this.#underWay.delete(delivery);
      if (this.#isWaiting) this.wake();
    });
    this.#underWay.add(delivery);
  }
}
