import { Duration } from '../core/duration.js';
import type { Log } from '../core/log.js';
import type { Randomness } from '../core/randomness.js';
import { DeliveryError, type Mail, type Mailer } from './mailer.js';

interface MailQueueDeps {
  mailer: Pick<Mailer, 'send'>;
  randomness: Pick<Randomness, 'bytes'>;
  log: Pick<Log, 'warn' | 'error'>;
}

export interface MailQueueLimits {
  /** How many mails may be waiting, under way or resting between two tries. */
  readonly capacity: number;
  readonly concurrency: number;
  readonly tries: number;
  /** The rest after the first failure; each further one is four times as long. */
  readonly firstPause: Duration;
  readonly longestPause: Duration;
}

/** Gives up after some eight minutes: well within the life of any mailed link. */
const LIMITS: MailQueueLimits = {
  capacity: 1000,
  concurrency: 2,
  tries: 6,
  firstPause: Duration.seconds(2),
  longestPause: Duration.minutes(5),
};

interface Entry {
  readonly render: () => Mail;
  mail?: Mail;
  tries: number;
}

/** Mails on their way out, kept in memory: no request waits for SMTP, and none fails with it (REG-13). */
export class MailQueue {
  readonly #deps: MailQueueDeps;
  readonly #limits: MailQueueLimits;
  readonly #entries = new Set<Entry>();
  readonly #resting = new Map<Entry, NodeJS.Timeout>();
  #waiting: Entry[] = [];
  #underWay = 0;
  #closed = false;
  #whenEmpty: () => void = () => {};

  constructor(deps: MailQueueDeps, limits: Partial<MailQueueLimits> = {}) {
    this.#deps = deps;
    this.#limits = { ...LIMITS, ...limits };
  }

  /**
   * Takes a mail to be delivered, and never throws. It takes how to write the mail, not the mail: the writing too
   * happens after the request, so that its time does not tell whether there was anyone to write to.
   */
  enqueue(render: () => Mail): void {
    if (this.#closed || this.#entries.size >= this.#limits.capacity) {
      this.#deps.log.error({ queued: this.#entries.size }, 'Mail dropped: the queue is full or closed');
      return;
    }
    const entry: Entry = { render, tries: 0 };
    this.#entries.add(entry);
    this.#waiting.push(entry);
    setImmediate(() => this.#startDeliveries());
  }

  /** Delivers what is queued, without resting first, and closes the queue: when it is empty or the time is up. */
  async drain(within: Duration): Promise<void> {
    for (const entry of [...this.#resting.keys()]) this.#wake(entry);
    await this.#emptyOrAfter(within);
    this.#closed = true;
    for (const timer of this.#resting.values()) clearTimeout(timer);
    this.#resting.clear();
    this.#waiting = [];
    if (this.#entries.size > 0) this.#deps.log.error({ lost: this.#entries.size }, 'Mails lost at shutdown');
    this.#entries.clear();
  }

  #startDeliveries(): void {
    while (this.#underWay < this.#limits.concurrency) {
      const entry = this.#waiting.shift();
      if (entry === undefined) return;
      void this.#deliver(entry);
    }
  }

  /** Never rejects: nobody waits for it, and an unhandled rejection would end the process (ER-5). */
  async #deliver(entry: Entry): Promise<void> {
    this.#underWay += 1;
    entry.tries += 1;
    try {
      entry.mail ??= entry.render();
      await this.#deps.mailer.send(entry.mail);
      this.#forget(entry);
    } catch (error) {
      this.#fail(entry, error);
    }
    this.#underWay -= 1;
    this.#startDeliveries();
  }

  #fail(entry: Entry, error: unknown): void {
    const details = { ...describe(error), to: maskedAddress(entry.mail), attempt: entry.tries };
    const unwritten = entry.mail === undefined;
    const hopeless = unwritten || (error instanceof DeliveryError && error.permanent);
    if (this.#closed || hopeless || entry.tries >= this.#limits.tries) {
      this.#deps.log.error(details, 'Mail given up');
      this.#forget(entry);
    } else {
      this.#deps.log.warn(details, 'Mail not delivered, to be tried again');
      this.#resting.set(entry, setTimeout(() => this.#wake(entry), this.#pauseAfter(entry.tries)).unref());
    }
  }

  #wake(entry: Entry): void {
    clearTimeout(this.#resting.get(entry));
    this.#resting.delete(entry);
    this.#waiting.push(entry);
    this.#startDeliveries();
  }

  #forget(entry: Entry): void {
    this.#entries.delete(entry);
    if (this.#entries.size === 0) this.#whenEmpty();
  }

  /** Between half the pause and the whole of it, so that a server coming back does not meet all mails at once. */
  #pauseAfter(tries: number): number {
    const { firstPause, longestPause } = this.#limits;
    const pause = Math.min(firstPause.milliseconds * 4 ** (tries - 1), longestPause.milliseconds);
    const fraction = this.#deps.randomness.bytes(4).readUInt32BE() / 2 ** 32;
    return pause * (0.5 + fraction / 2);
  }

  async #emptyOrAfter(limit: Duration): Promise<void> {
    if (this.#entries.size === 0) return;
    await new Promise<void>((resolve) => {
      // Not unref'd, unlike the others: it keeps a process alive whose last work is this.
      const timer = setTimeout(resolve, limit.milliseconds);
      this.#whenEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** What a log may hold of a failure: a foreign message might quote the mail (ER-1). */
function describe(error: unknown): { code: string; reason?: string } {
  if (error instanceof DeliveryError) return { code: error.code, reason: error.message };
  if (!(error instanceof Error)) return { code: 'UNKNOWN' };
  return { code: 'code' in error && typeof error.code === 'string' ? error.code : error.name };
}

function maskedAddress(mail: Mail | undefined): string | undefined {
  return mail?.to.address.replace(/^(.).*@/s, '$1***@');
}
