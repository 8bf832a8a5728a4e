import { linkLetter } from '../../platform/mail/link-letter.js';
import { noticeLetter } from '../../platform/mail/notice-letter.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

export const emailChangeLink = { kind: 'emailChange', unit: 'hours' } as const;

/** The templates of the email change mails. */
export const emailChangeMails = {
  emailChange: linkLetter(emailChangeLink),
  emailChangeRequested: noticeLetter('emailChangeRequested'),
  emailChanged: noticeLetter('emailChanged'),
  emailInUse: noticeLetter('emailInUse'),
} satisfies MailTemplates;
