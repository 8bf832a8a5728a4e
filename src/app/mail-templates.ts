import { securityNotificationMails } from '../accounts/notifications/security-notifications.mails.js';
import { accountDeletionMails } from '../flows/account-deletion/account-deletion.mails.js';
import { emailChangeMails } from '../flows/email-change/email-change.mails.js';
import { emailVerificationMails } from '../flows/email-verification/email-verification.mails.js';
import { passwordResetMails } from '../flows/password-reset/password-reset.mails.js';
import type { MailTemplates } from '../platform/mail/outgoing-mail.js';

/** Every kind of mail, and how it is written. */
export const mailTemplates: MailTemplates = {
  ...passwordResetMails,
  ...securityNotificationMails,
  ...emailChangeMails,
  ...emailVerificationMails,
  ...accountDeletionMails,
};
