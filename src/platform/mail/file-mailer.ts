import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Clock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import type { Randomness } from '../../core/randomness.js';
import type { Mail, Mailer } from './mailer.js';
import { messageOf } from './message.js';
import type { Sender } from './sender.js';

interface FileMailerOptions {
  folder: string;
  from: Sender;
  clock: Clock;
  randomness: Pick<Randomness, 'uuid'>;
  log: Pick<Log, 'info'>;
}

/** For use without an SMTP server: writes each mail to an `.eml` file that only its owner can read. */
export class FileMailer implements Mailer {
  readonly #options: FileMailerOptions;
  readonly #transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });

  constructor(options: FileMailerOptions) {
    this.#options = options;
  }

  async send(mail: Mail): Promise<void> {
    const { folder, clock, randomness, log } = this.#options;
    const writtenAt = clock.now();
    const content = await this.#render(mail, writtenAt);
    const name = `${writtenAt.toISOString().replaceAll(':', '-')}-${randomness.uuid()}.eml`;
    await writeWhole(folder, name, content);
    log.info(
      { subject: mail.subject, to: mail.to.address, file: join(folder, name) },
      'mail written to file',
    );
  }

  /** Nothing to close: no file stays open. */
  async close(): Promise<void> {}

  async #render(mail: Mail, date: Date): Promise<Buffer> {
    const { text: _text, html: _html, ...head } = messageOf(mail, this.#options.from);
    const { message } = await this.#transport.sendMail({ ...head, ...searchableBody(mail), date });
    return message as Buffer;
  }
}

/**
 * Writes the text part as it is and the HTML part in base64, so that a search of the file finds each link
 * once and unbroken. By default, nodemailer encodes a line of more than 76 characters as quoted-printable,
 * which writes `=` as `=3D` and breaks the link. The file is never sent, so no line limit of a mail server
 * applies.
 */
function searchableBody({ text, html }: Mail) {
  const plain = `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}`;
  return {
    encoding: 'base64',
    alternatives: [{ raw: plain }, { content: html, contentType: 'text/html; charset=utf-8' }],
  };
}

/**
 * Writes under another name first, so that a program that watches for `.eml` files never reads half a mail.
 */
async function writeWhole(folder: string, name: string, content: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, `.${name}.part`);
  try {
    await writeFile(unfinished, content, { mode: 0o600, flag: 'wx' });
    await rename(unfinished, join(folder, name));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
