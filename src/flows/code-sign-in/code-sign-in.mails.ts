import type { Duration } from '../../core/duration.js';
import { circumstanceLines, type ToldCircumstances } from '../../platform/mail/circumstances.js';
import { SECONDS, withSecret } from '../../platform/mail/link-mail.js';
import { notificationTemplate } from '../../platform/mail/notification-mail.js';
import {
  type MailTemplate,
  type MailTemplates,
  type OutgoingMail,
  paramOf,
} from '../../platform/mail/outgoing-mail.js';
import { renderEmail } from '../../platform/mail/render-email.js';

export type CodeMailKind = 'signInCode' | 'registrationCode';

/** A code and the page that its link opens. The link has the same code, and opens nothing by itself. */
export interface MailedCodeContent {
  readonly code: string;
  readonly page: string;
  readonly lifetime: Duration;
  readonly requested: ToldCircumstances;
}

/**
 * Makes the parameters of a mail with a code.
 * @param username for an account that exists. The name of a registration is the choice of an unknown person, who could
 * write an advertisement into it
 */
export function codeParams(
  { code, page, lifetime, requested }: MailedCodeContent,
  username: string | null,
): OutgoingMail['params'] {
  const minutes = String(Math.floor(lifetime.seconds / SECONDS.minutes));
  return {
    ...requested,
    ...(username !== null && { username }),
    code,
    url: withSecret(page, 'code', code),
    minutes,
  };
}

function codeTemplate(kind: CodeMailKind): MailTemplate {
  return (translator, identity, mail) => {
    const { to, language } = mail;
    const service = identity.serviceName;
    const count = Number(paramOf(mail, 'minutes'));
    const greeting =
      kind === 'signInCode'
        ? translator.translate(language, 'mails.signInCode.greeting', { username: paramOf(mail, 'username') })
        : translator.translate(language, 'mails.registrationCode.greeting');
    const email = renderEmail(translator, identity, language, {
      subject: translator.translate(language, `mails.${kind}.subject`),
      greeting,
      paragraphs: [
        [translator.translate(language, `mails.${kind}.text`, { service }), { code: paramOf(mail, 'code') }],
        circumstanceLines(translator, mail),
        translator.translate(language, `mails.${kind}.expiry`, { count }),
      ],
      action: { label: translator.translate(language, `mails.${kind}.action`), url: paramOf(mail, 'url') },
      footer: translator.translate(language, `mails.${kind}.ignore`),
    });
    return { to: { address: to }, ...email };
  };
}

/** The mails with codes, and the one that tells why none was sent. */
export const codeSignInMails = {
  signInCode: codeTemplate('signInCode'),
  registrationCode: codeTemplate('registrationCode'),
  signInCodeRefused: notificationTemplate('signInCodeRefused', { offersReset: true }),
} satisfies MailTemplates;
