import { linkEmailTemplate } from '../../platform/mail/link-mail.js';
import { notificationTemplate } from '../../platform/mail/notification-mail.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

export const emailChangeLink = { kind: 'emailChange', unit: 'hours' } as const;

/** The templates of the email change mails. */
export const emailChangeMails = {
  emailChange: linkEmailTemplate(emailChangeLink),
  emailChangeRequested: notificationTemplate('emailChangeRequested', { offersReset: true }),
  emailChanged: notificationTemplate('emailChanged'),
  emailInUse: notificationTemplate('emailInUse', { offersReset: true }),
} satisfies MailTemplates;
