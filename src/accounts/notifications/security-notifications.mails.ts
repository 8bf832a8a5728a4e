import { notificationTemplate } from '../../platform/mail/notification-mail.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** The mails that users receive without a request, and their templates. */
export const securityNotificationMails = {
  newDevice: notificationTemplate('newDevice'),
  passwordChanged: notificationTemplate('passwordChanged'),
  tokenReused: notificationTemplate('tokenReused'),
  suspended: notificationTemplate('suspended'),
  serviceKeysLeft: notificationTemplate('serviceKeysLeft'),
} satisfies MailTemplates;
