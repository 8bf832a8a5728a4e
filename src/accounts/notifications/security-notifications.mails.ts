import { notificationTemplate } from '../../platform/mail/notification-mail.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** The mails that users receive without a request, and their templates. */
export const securityNotificationMails = {
  newDevice: notificationTemplate('newDevice', { offersReset: true }),
  passwordChanged: notificationTemplate('passwordChanged', { offersReset: true }),
  passwordWasReset: notificationTemplate('passwordWasReset', { offersReset: true }),
  breachedPassword: notificationTemplate('breachedPassword', { offersReset: true }),
  tokenReused: notificationTemplate('tokenReused', { offersReset: true }),
  suspended: notificationTemplate('suspended'),
  passkeyCopied: notificationTemplate('passkeyCopied'),
  serviceKeysLeft: notificationTemplate('serviceKeysLeft'),
} satisfies MailTemplates;
