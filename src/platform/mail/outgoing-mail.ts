import type { Translator } from '../i18n/translator.js';
import type { MailIdentity } from './mail-identity.js';
import type { Mail } from './mailer.js';

/** A mail before it is rendered: the recipient and the parameters of its template. */
export interface OutgoingMail {
  readonly kind: string;
  readonly to: string;
  readonly language: string;
  /** Whether the user has verified the address. Missing means not verified. */
  readonly toVerified?: boolean;
  /** The id of the user whose link the mail carries. The mail is useless once the link is revoked. */
  readonly linkOf?: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Renders a mail of one kind when it is sent, so that mails that waited get the texts of a new release. */
export type MailTemplate = (translator: Translator, identity: MailIdentity, mail: OutgoingMail) => Mail;

/** The templates of one capability or of all, by kind. */
export type MailTemplates = Readonly<Record<string, MailTemplate>>;

/** @throws TypeError if the mail lacks a parameter of its template */
export function paramOf(mail: OutgoingMail, name: string): string {
  const value = mail.params[name];
  if (value === undefined) throw new TypeError(`A mail of kind ${mail.kind} has no ${name}`);
  return value;
}
