import { Duration } from '../../core/duration.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import type { Randomness } from '../../core/randomness.js';
import { shortened } from './back-off.js';
import type { MailDelivery } from './delivery.js';
import type { DueMail, DueMails } from './due-mails.service.js';
import { DELIVERIES_AT_ONCE } from './mailer.js';

/**
 * How often the worker looks for due mails, such as those that another instance left or that failed before.
 */
const LOOK_EVERY = Duration.seconds(1);
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
  #looking: Promise<void> | null = null;
  /** Whether there may be new mails since the last look. */
  #asked = false;
  #ended = false;
  #databaseAway = false;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;

  constructor(private readonly deps: OutboxWorkerDeps) {}

  start(): void {
    const pause = shortened(LOOK_EVERY, this.deps.randomness);
    this.#timer = setTimeout(() => {
      this.wake();
      this.start();
    }, pause.milliseconds).unref();
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
    this.#asked = true;
    if (this.#ended || this.#looking !== null) return;
    this.#looking = this.#look().finally(() => {
      this.#looking = null;
      // `wake` may have been called after the last look.
      if (this.#asked && this.#hasRoom()) this.wake();
    });
  }

  /**
   * Claims no more mails, and waits for those in delivery. Another instance, or the next start, sends the
   * rest.
   */
  async stop(within: Duration): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#soon);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, within.milliseconds);
    });
    await Promise.race([this.#finish(), deadline]);
    clearTimeout(timer);
  }

  async #finish(): Promise<void> {
    // Mails that are being claimed must be delivered too: otherwise they would wait until their lease ends.
    await this.#looking;
    await Promise.all(this.#underWay);
  }

  #hasRoom(): boolean {
    return this.#underWay.size < DELIVERIES_AT_ONCE;
  }

  async #look(): Promise<void> {
    while (this.#asked && !this.#ended && this.#hasRoom()) {
      this.#asked = false;
      const room = DELIVERIES_AT_ONCE - this.#underWay.size;
      const claimed = await this.#claim(room);
      for (const mail of claimed) this.#begin(mail);
      // If the claim filled all the room, there may be more mails.
      if (claimed.length === room) this.#asked = true;
    }
  }

  #begin(mail: DueMail): void {
    const delivery = this.deps.delivery.deliver(mail).finally(() => {
      this.#underWay.delete(delivery);
      if (this.#asked) this.wake();
    });
    this.#underWay.add(delivery);
  }

  /** While the database is unavailable, each look tries it again. The log tells of the loss once. */
  async #claim(limit: number): Promise<readonly DueMail[]> {
    try {
      const claimed = await this.deps.mails.claim(limit);
      if (this.#databaseAway) this.deps.log.info({}, 'outbox readable again');
      this.#databaseAway = false;
      return claimed;
    } catch (error) {
      if (!this.#databaseAway) this.deps.log.warn({ failure: describeFailure(error) }, 'outbox not readable');
      this.#databaseAway = true;
      return [];
    }
  }
}
