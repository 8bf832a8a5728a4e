import { Duration } from '../../core/duration.js';

/** No mailer takes longer over one mail: a server that trickles its replies trips no timeout between two bytes. */
export const DELIVERY_LIMIT = Duration.seconds(60);

/** How many mails an instance hands over at the same time: few, for mail servers refuse a crowd. */
export const DELIVERIES_AT_ONCE = 3;

/** One mail to one person. */
export interface Mail {
  /** An object, since a mail library splits a raw string at its commas, brackets and line breaks (REG-6). */
  readonly to: { readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The language it is written in, as a BCP 47 tag. */
  readonly language?: string;
  /** Names it in its Message-ID: one that is delivered twice can be told as one (RFC 5322 §3.6.4). */
  readonly id?: string;
}

/** Takes a mail out of the house. */
export interface Mailer {
  /** @throws DeliveryError, or whatever the disk says */
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}

/**
 * Why a mail did not leave. Its message is for the log: it repeats no address, no credential and no sentence of
 * the other server, which may quote both.
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: string;
  /** Whether trying again is of no use. */
  readonly permanent: boolean;

  constructor(code: string, message: string, permanent = false) {
    super(message);
    this.code = code;
    this.permanent = permanent;
  }
}
