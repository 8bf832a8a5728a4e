import type { Account } from '../../core/viewer.js';
import { circumstanceLines, type ToldCircumstances } from '../../platform/mail/circumstances.js';
import { notificationTemplate } from '../../platform/mail/notification-mail.js';
import {
  type MailTemplate,
  type MailTemplates,
  type OutgoingMail,
  paramOf,
} from '../../platform/mail/outgoing-mail.js';
import { renderEmail } from '../../platform/mail/render-email.js';

/** A code that the user types into the client, and its lifetime in minutes. */
export interface MailedCode {
  readonly code: string;
  readonly minutes: number;
  readonly requested: ToldCircumstances;
}

/** Makes the mail that carries an enrolment code. Only a verified address gets one. */
export function enrolmentCodeMail(account: Account, { code, minutes, requested }: MailedCode): OutgoingMail {
  const { id: linkOf, username, email: to, languageCode: language } = account;
  const params = { ...requested, username, code, minutes: String(minutes) };
  return { kind: 'enrolmentCode', to, toVerified: true, language, linkOf, params };
}

const enrolmentCode: MailTemplate = (translator, identity, mail) => {
  const { to, language } = mail;
  const service = identity.serviceName;
  const username = paramOf(mail, 'username');
  const count = Number(paramOf(mail, 'minutes'));
  const email = renderEmail(translator, identity, language, {
    subject: translator.translate(language, 'mails.enrolmentCode.subject'),
    greeting: translator.translate(language, 'mails.notification.greeting', { username }),
    paragraphs: [
      translator.translate(language, 'mails.enrolmentCode.text', { service }),
      circumstanceLines(translator, mail),
      { code: paramOf(mail, 'code') },
      translator.translate(language, 'mails.enrolmentCode.expiry', { count }),
    ],
    footer: translator.translate(language, 'mails.enrolmentCode.warning', { service }),
  });
  return { to: { address: to }, ...email };
};

/** The mails about the second factors of administrators, and about a reset of those of a user. */
export const factorEnrolmentMails = {
  enrolmentCode,
  administratorFactorAdded: notificationTemplate('administratorFactorAdded'),
  administratorFactorRemoved: notificationTemplate('administratorFactorRemoved'),
  secondFactorsReset: notificationTemplate('secondFactorsReset', { offersReset: true }),
} satisfies MailTemplates;
