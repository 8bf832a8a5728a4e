import { Duration } from '../core/duration.js';
import type { Account } from '../core/viewer.js';
import { writeLetter } from '../mail/letter.js';
import { noticeLetter } from '../mail/notice-letter.js';
import { type MailTemplate, type MailTemplates, type OutgoingMail, paramOf } from '../mail/outgoing-mail.js';

/** A link that is mailed, and how long it is good. */
export interface MailedLink {
  /** The configured page, never one made from a request header (PR-3). */
  readonly page: string;
  readonly token: string;
  readonly lifetime: Duration;
}

type LinkKind = 'emailVerification' | 'emailChange';

/** How to write the mails of this folder. */
export const emailTemplates: MailTemplates = {
  emailVerification: linkLetter('emailVerification'),
  emailChange: linkLetter('emailChange'),
  emailChangeRequested: noticeLetter('emailChangeRequested'),
  emailChanged: noticeLetter('emailChanged'),
  emailInUse: noticeLetter('emailInUse'),
};

/** @param to the account's own address, or the one that it is to have */
export function linkMail(kind: LinkKind, to: string, account: Account, link: MailedLink): OutgoingMail {
  const url = new URL(link.page);
  url.searchParams.set('token', link.token);
  // Rounded down: a link must not end before the mail says.
  const hours = String(Math.floor(link.lifetime.seconds / HOUR.seconds));
  const { username, languageCode: language } = account;
  return { kind, to, language, linkOf: account.id, params: { username, url: url.href, hours } };
}

const HOUR = Duration.minutes(60);

function linkLetter(kind: LinkKind): MailTemplate {
  return (translator, mail) => {
    const { to, language } = mail;
    const username = paramOf(mail, 'username');
    const letter = writeLetter(translator, language, {
      subject: translator.translate(language, `mails.${kind}.subject`),
      greeting: translator.translate(language, `mails.${kind}.greeting`, { username }),
      paragraphs: [
        translator.translate(language, `mails.${kind}.text`),
        translator.translate(language, `mails.${kind}.expiry`, {
          count: Number(paramOf(mail, 'hours')),
        }),
      ],
      action: { label: translator.translate(language, `mails.${kind}.action`), url: paramOf(mail, 'url') },
      footer: translator.translate(language, `mails.${kind}.ignore`),
    });
    return { to: { address: to }, ...letter };
  };
}
