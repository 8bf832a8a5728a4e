import { Duration } from '../../core/duration.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import type { Randomness } from '../../core/randomness.js';
import { shortened } from './back-off.js';
import type { MailDelivery } from './delivery.js';
import type { DueMail, DueMails } from './due-mails.service.js';
import { DELIVERIES_AT_ONCE } from './mailer.js';

/** What else is due is found by looking: what another instance left, and what failed and has rested. */
const LOOK_EVERY = Duration.seconds(1);
/**
 * By then the answer to the request that wrote the mail is out, and so is the next one of the same client: whether
 * there is a mail to write must delay neither (LOG-3).
 */
const AFTER_ANSWER = Duration.milliseconds(200);

export interface OutboxWorkerDeps {
  mails: Pick<DueMails, 'claim'>;
  delivery: Pick<MailDelivery, 'deliver'>;
  randomness: Pick<Randomness, 'bytes'>;
  log: Pick<Log, 'warn' | 'info'>;
}

/** Empties the outbox, a few mails at a time, beside requests and never in one (REG-13). */
export class OutboxWorker {
  readonly #underWay = new Set<Promise<void>>();
  #looking: Promise<void> | null = null;
  /** Whether there may be mails that nobody has looked for since. */
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

  /** The same as `wake` when the request that calls it is answered (LOG-3); many of them wake it once. */
  wakeSoon(): void {
    const pause = shortened(AFTER_ANSWER, this.deps.randomness);
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.wake();
    }, pause.milliseconds).unref();
  }

  /** There may be a mail. It neither waits nor throws. */
  wake(): void {
    this.#asked = true;
    if (this.#ended || this.#looking !== null) return;
    this.#looking = this.#look().finally(() => {
      this.#looking = null;
      // Somebody may have asked between the last look and this.
      if (this.#asked && this.#hasRoom()) this.wake();
    });
  }

  /** Takes nothing more, and waits for what is under way. The rest waits in the table for whoever is next. */
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
    // What was being claimed is under way: leaving it would keep it waiting until its lease ends.
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
      // Where there was enough for all the room, there may be more.
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

  /** A database that is away is asked again at the next look, and told of once. */
  async #claim(limit: number): Promise<readonly DueMail[]> {
    try {
      const claimed = await this.deps.mails.claim(limit);
      if (this.#databaseAway) this.deps.log.info({}, 'Mails can be read again');
      this.#databaseAway = false;
      return claimed;
    } catch (error) {
      if (!this.#databaseAway)
        this.deps.log.warn({ failure: describeFailure(error) }, 'Mails that wait cannot be read');
      this.#databaseAway = true;
      return [];
    }
  }
}
