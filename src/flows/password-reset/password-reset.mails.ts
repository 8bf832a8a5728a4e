import { linkEmailTemplate } from '../../platform/mail/link-mail.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

export const passwordResetLink = { kind: 'passwordReset', unit: 'minutes' } as const;

/** The templates of the password reset mails. */
export const passwordResetMails = {
  passwordReset: linkEmailTemplate(passwordResetLink),
} satisfies MailTemplates;
