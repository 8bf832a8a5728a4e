import { noticeLetter } from '../../platform/mail/notice-letter.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** What a user is told of without having asked, and how it is written. */
export const securityNotificationMails = {
  newDevice: noticeLetter('newDevice'),
  passwordChanged: noticeLetter('passwordChanged'),
  tokenReused: noticeLetter('tokenReused'),
  suspended: noticeLetter('suspended'),
  serviceKeysLeft: noticeLetter('serviceKeysLeft'),
} satisfies MailTemplates;
