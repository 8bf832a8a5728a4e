import type { Clock } from '../../src/core/clock.js';
import type { Duration } from '../../src/core/duration.js';
import type { Log } from '../../src/core/log.js';
import type { Mail, Mailer } from '../../src/platform/mail/mailer.js';

/** The real time, moved forward as far as a test wants. */
export class MovableClock implements Clock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  advance(by: Duration): void {
    this.#ahead += by.milliseconds;
  }
}

/** The page that a mailed link opens. */
export type LinkPage = 'reset-password' | 'verify-email' | 'confirm-email' | 'cancel-factor-removal';

/** Keeps the mails that would have left. */
export class Mailbox implements Mailer {
  readonly mails: Mail[] = [];

  async send(mail: Mail): Promise<void> {
    this.mails.push(mail);
  }

  async close(): Promise<void> {}

  to(address: string): Mail[] {
    return this.mails.filter((mail) => mail.to.address === address);
  }

  /** The tokens of the links to this page that were mailed to this address so far; other mails have none. */
  tokens(address: string, page: LinkPage = 'reset-password'): string[] {
    const link = new RegExp(`/${page}\\S*[#?&]token=([\\w-]+)`);
    return this.to(address).flatMap(({ text }) => link.exec(text)?.[1] ?? []);
  }

  /** The token of the first link that was mailed to this address, or of a later one, once it has been. */
  async token(address: string, count = 1, page?: LinkPage): Promise<string> {
    for (let tries = 0; tries < 1500; tries++) {
      const token = this.tokens(address, page)[count - 1];
      if (token !== undefined) return token;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('No such mail');
  }
}

/** Keeps every line that the log was told. */
export class RecordingLog implements Log {
  readonly lines: { level: string; sentence: string; details: object }[] = [];

  debug = (details: object, sentence: string) => this.#keep('debug', details, sentence);
  info = (details: object, sentence: string) => this.#keep('info', details, sentence);
  warn = (details: object, sentence: string) => this.#keep('warn', details, sentence);
  error = (details: object, sentence: string) => this.#keep('error', details, sentence);

  get text(): string {
    return JSON.stringify(this.lines);
  }

  #keep(level: string, details: object, sentence: string): void {
    this.lines.push({ level, sentence, details });
  }
}
