import { noticeLetter } from '../../platform/mail/notice-letter.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** The mails that users receive without a request, and their templates. */
export const securityNotificationMails = {
  newDevice: noticeLetter('newDevice'),
  passwordChanged: noticeLetter('passwordChanged'),
  tokenReused: noticeLetter('tokenReused'),
  suspended: noticeLetter('suspended'),
  serviceKeysLeft: noticeLetter('serviceKeysLeft'),
} satisfies MailTemplates;
