import type { Translator } from '../i18n/translator.js';
import type { Mail } from './mailer.js';

/** A mail before it is written: whom it is for and what it is about, in words that a template knows. */
export interface OutgoingMail {
  readonly kind: string;
  readonly to: string;
  readonly language: string;
  /** Whether its user has shown that the address is theirs; where it is left out, nobody has. */
  readonly toVerified?: boolean;
  /** Where it carries a link that proves something: of whom. It is of no use when the link is not. */
  readonly linkOf?: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Writes a mail of one kind when it is sent: what a release says better reaches the mails that waited for it. */
export type MailTemplate = (translator: Translator, mail: OutgoingMail) => Mail;

/** The templates of a capability by kind, or of all of them. */
export type MailTemplates = Readonly<Record<string, MailTemplate>>;

/** @throws where a mail lacks what its template says */
export function paramOf(mail: OutgoingMail, name: string): string {
  const value = mail.params[name];
  if (value === undefined) throw new TypeError(`A mail of kind ${mail.kind} has no ${name}`);
  return value;
}
