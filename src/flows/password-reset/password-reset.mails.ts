import { linkLetter } from '../../platform/mail/link-letter.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** How to write the mails of this folder. */
export const passwordResetMails = { passwordReset: linkLetter('passwordReset') } satisfies MailTemplates;
