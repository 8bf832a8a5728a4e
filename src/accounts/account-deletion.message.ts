import { noticeLetter } from '../mail/notice-letter.js';
import type { MailTemplates } from '../mail/outgoing-mail.js';

/** How to write the mails of this folder. */
export const accountTemplates: MailTemplates = { accountDeleted: noticeLetter('accountDeleted') };
