import { notificationTemplate } from '../../platform/mail/notification-mail.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** The mail to a person who took over the account with their address. */
export const reclaimingMails = {
  accountReclaimed: notificationTemplate('accountReclaimed', { offersReset: true }),
} satisfies MailTemplates;
