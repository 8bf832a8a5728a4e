import { linkLetter } from '../../platform/mail/link-letter.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** How the mail that verifies an email address is written. */
export const emailVerificationMails = {
  emailVerification: linkLetter('emailVerification'),
} satisfies MailTemplates;
