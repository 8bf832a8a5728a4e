import { linkLetter } from '../mail/link-letter.js';
import type { MailTemplates } from '../mail/outgoing-mail.js';

/** How to write the mails of this folder. */
export const passwordResetTemplates = { passwordReset: linkLetter('passwordReset') } satisfies MailTemplates;
