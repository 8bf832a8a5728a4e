import { Duration } from '../../core/duration.js';
import type { MailLogo } from './mail-look.js';

/**
 * The limit of one delivery. A server that sends its replies byte by byte never reaches the timeout between
 * two bytes.
 */
export const DELIVERY_LIMIT = Duration.seconds(60);

/**
 * How many mails an instance delivers at the same time. Few, because mail servers refuse many connections.
 */
export const DELIVERIES_AT_ONCE = 3;

/** One mail to one recipient. */
export interface Mail {
  /** An object, because a mail library splits a string at commas, brackets and line breaks (REG-6). */
  readonly to: { readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The picture that the HTML part shows. */
  readonly logo?: MailLogo;
  /** The language of the mail, as a BCP 47 tag. */
  readonly language?: string;
  /**
   * Part of the Message-ID, so that a mail client recognises a mail that was delivered twice (RFC 5322
   * §3.6.4).
   */
  readonly id?: string;
}

/** Delivers a mail. */
export interface Mailer {
  /** @throws DeliveryError, or an error of the file system */
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}

/**
 * A mail could not be delivered. The message is for the log: it repeats no address, no credential and no
 * message of the other server, which may quote both.
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: string;
  /** Whether a retry is useless. */
  readonly permanent: boolean;

  constructor(code: string, message: string, permanent = false) {
    super(message);
    this.code = code;
    this.permanent = permanent;
  }
}
