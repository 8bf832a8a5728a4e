import { linkLetter } from '../../platform/mail/link-letter.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

export const passwordResetLink = { kind: 'passwordReset', unit: 'minutes' } as const;

/** The templates of the password reset mails. */
export const passwordResetMails = { passwordReset: linkLetter(passwordResetLink) } satisfies MailTemplates;
