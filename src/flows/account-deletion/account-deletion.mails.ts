import { noticeLetter } from '../../platform/mail/notice-letter.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** The templates of the account deletion mails. */
export const accountDeletionMails = {
  accountDeleted: noticeLetter('accountDeleted'),
} satisfies MailTemplates;
