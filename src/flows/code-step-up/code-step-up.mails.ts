import type { LockedAccount } from '../../accounts/users/users.service.js';
import type { Duration } from '../../core/duration.js';
import { circumstanceLines, type ToldCircumstances } from '../../platform/mail/circumstances.js';
import { SECONDS } from '../../platform/mail/link-mail.js';
import {
  type MailTemplate,
  type MailTemplates,
  type OutgoingMail,
  paramOf,
} from '../../platform/mail/outgoing-mail.js';
import { renderEmail } from '../../platform/mail/render-email.js';

/** The mail with a code. It has no link: the code is for a client in which the user is signed in already. */
export function stepUpCodeMail(
  { id: linkOf, email: to, emailVerified: toVerified, languageCode: language, username }: LockedAccount,
  {
    code,
    lifetime,
    requested,
  }: { readonly code: string; readonly lifetime: Duration; readonly requested: ToldCircumstances },
): OutgoingMail {
  const minutes = String(Math.floor(lifetime.seconds / SECONDS.minutes));
  const params = { ...requested, username, code, minutes };
  return { kind: 'stepUpCode', to, toVerified, language, linkOf, params };
}

const stepUpCode: MailTemplate = (translator, identity, mail) => {
  const { to, language } = mail;
  const service = identity.serviceName;
  const username = paramOf(mail, 'username');
  const count = Number(paramOf(mail, 'minutes'));
  const email = renderEmail(translator, identity, language, {
    subject: translator.translate(language, 'mails.stepUpCode.subject'),
    greeting: translator.translate(language, 'mails.notification.greeting', { username }),
    paragraphs: [
      [translator.translate(language, 'mails.stepUpCode.text', { service }), { code: paramOf(mail, 'code') }],
      circumstanceLines(translator, mail),
      translator.translate(language, 'mails.stepUpCode.expiry', { count }),
      translator.translate(language, 'mails.stepUpCode.advice'),
    ],
  });
  return { to: { address: to }, ...email };
};

export const codeStepUpMails = { stepUpCode } satisfies MailTemplates;
