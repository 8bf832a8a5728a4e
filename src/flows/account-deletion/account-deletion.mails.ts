import { notificationTemplate } from '../../platform/mail/notification-mail.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** The templates of the account deletion mails. */
export const accountDeletionMails = {
  accountDeleted: notificationTemplate('accountDeleted'),
} satisfies MailTemplates;
