import { linkEmailTemplate } from '../../platform/mail/link-mail.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

export const emailVerificationLink = { kind: 'emailVerification', unit: 'hours' } as const;

/** The template of the mail that verifies an email address. */
export const emailVerificationMails = {
  emailVerification: linkEmailTemplate(emailVerificationLink, 'emailVerification'),
} satisfies MailTemplates;
