import { linkLetter } from '../mail/link-letter.js';
import { noticeLetter } from '../mail/notice-letter.js';
import type { MailTemplates } from '../mail/outgoing-mail.js';

/** How to write the mails of this folder. */
export const emailTemplates: MailTemplates = {
  emailVerification: linkLetter('emailVerification'),
  emailChange: linkLetter('emailChange'),
  emailChangeRequested: noticeLetter('emailChangeRequested'),
  emailChanged: noticeLetter('emailChanged'),
  emailInUse: noticeLetter('emailInUse'),
};
