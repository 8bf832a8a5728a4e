import { accountTemplates } from './accounts/account-deletion.message.js';
import { emailTemplates } from './emails/email.message.js';
import type { MailTemplates } from './mail/outgoing-mail.js';
import { noticeTemplates } from './notices/security-notice.message.js';
import { passwordResetTemplates } from './password-reset/password-reset.message.js';

/** Every kind of mail, and how it is written. */
export const mailTemplates: MailTemplates = {
  ...passwordResetTemplates,
  ...noticeTemplates,
  ...emailTemplates,
  ...accountTemplates,
};
