import { notificationTemplate } from '../../platform/mail/notification-mail.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** The mails about linked providers. */
export const identityMails = {
  providerLinked: notificationTemplate('providerLinked', { offersReset: true }),
  providerUnlinked: notificationTemplate('providerUnlinked', { offersReset: true }),
} satisfies MailTemplates;
