import { linkLetter } from '../../platform/mail/link-letter.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

export const passwordResetLink = { kind: 'passwordReset', unit: 'minutes' } as const;

/** How to write the mails of this folder. */
export const passwordResetMails = { passwordReset: linkLetter(passwordResetLink) } satisfies MailTemplates;
