import type { Account } from '../core/viewer.js';
import { writeLetter } from '../mail/letter.js';
import { type MailTemplate, type MailTemplates, type OutgoingMail, paramOf } from '../mail/outgoing-mail.js';

/**
 * The mail that carries a password reset link, to the stored address and never to the submitted text (PR-4).
 * @param link the configured address with the token, never one made from a request header (PR-3)
 */
export function passwordResetMail(
  { id, email, languageCode, username }: Pick<Account, 'id' | 'email' | 'languageCode' | 'username'>,
  link: { readonly url: string; readonly minutes: number },
): OutgoingMail {
  const params = { username, url: link.url, minutes: String(link.minutes) };
  return { kind: 'passwordReset', to: email, language: languageCode, linkOf: id, params };
}

const passwordReset: MailTemplate = (translator, mail) => {
  const { language } = mail;
  const letter = writeLetter(translator, language, {
    subject: translator.translate(language, 'mails.passwordReset.subject'),
    greeting: translator.translate(language, 'mails.passwordReset.greeting', {
      username: paramOf(mail, 'username'),
    }),
    paragraphs: [
      translator.translate(language, 'mails.passwordReset.text'),
      translator.translate(language, 'mails.passwordReset.expiry', {
        count: Number(paramOf(mail, 'minutes')),
      }),
    ],
    action: {
      label: translator.translate(language, 'mails.passwordReset.action'),
      url: paramOf(mail, 'url'),
    },
    footer: translator.translate(language, 'mails.passwordReset.ignore'),
  });
  return { to: { address: mail.to }, ...letter };
};

export const passwordResetTemplates = { passwordReset } satisfies MailTemplates;
