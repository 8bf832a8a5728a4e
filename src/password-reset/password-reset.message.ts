import type { Translator } from '../languages/translator.js';
import { writeLetter } from '../mail/letter.js';
import type { Mail } from '../mail/mailer.js';

interface PasswordResetDetails {
  readonly language: string;
  /** The stored address, never the submitted one (PR-4). */
  readonly address: string;
  readonly username: string;
  /** The configured address with the token, never one made from a request header (PR-3). */
  readonly url: string;
  readonly minutes: number;
}

/** The mail that carries a password reset link. */
export function passwordResetMail(translator: Translator, details: PasswordResetDetails): Mail {
  const { language, address, username, url, minutes } = details;
  const letter = writeLetter(translator, language, {
    subject: translator.translate(language, 'mails.passwordReset.subject'),
    greeting: translator.translate(language, 'mails.passwordReset.greeting', { username }),
    paragraphs: [
      translator.translate(language, 'mails.passwordReset.text'),
      translator.translate(language, 'mails.passwordReset.expiry', { count: minutes }),
    ],
    action: { label: translator.translate(language, 'mails.passwordReset.action'), url },
    footer: translator.translate(language, 'mails.passwordReset.ignore'),
  });
  return { to: { address }, ...letter };
}
