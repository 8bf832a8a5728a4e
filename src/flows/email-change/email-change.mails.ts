import { linkLetter } from '../../platform/mail/link-letter.js';
import { noticeLetter } from '../../platform/mail/notice-letter.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

/** How the mails of an email change are written. */
export const emailChangeMails = {
  emailChange: linkLetter('emailChange'),
  emailChangeRequested: noticeLetter('emailChangeRequested'),
  emailChanged: noticeLetter('emailChanged'),
  emailInUse: noticeLetter('emailInUse'),
} satisfies MailTemplates;
