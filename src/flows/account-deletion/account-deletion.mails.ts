import { noticeLetter } from '../../platform/mail/notice-letter.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** How to write the mails of this folder. */
export const accountDeletionMails = {
  accountDeleted: noticeLetter('accountDeleted'),
} satisfies MailTemplates;
