import { Duration } from '../../core/duration.js';
import type { Account } from '../../core/viewer.js';
import { type Circumstances, circumstanceLines, circumstanceParams, timeIn } from './circumstances.js';
import type { MailTextOf } from './mail-text.js';
import { type MailTemplate, type OutgoingMail, paramOf } from './outgoing-mail.js';
import { renderEmail } from './render-email.js';

/**
 * A kind of mail that reports a change. Its texts are `mails.KIND`, with advice for a user who did not make
 * the change.
 */
export type NotificationKind = MailTextOf<'advice'>;

/**
 * How long a security notification is retried. After that, the user has seen the account or has no use for the
 * mail.
 */
export const NOTIFICATION_LIFE = Duration.minutes(3 * 24 * 60);

/**
 * Makes a security notification: it tells the user about a change that the user may not have made. It holds no
 * secret (PR-8). It also holds no text that an attacker could have chosen, such as the name of a client: the
 * attacker would use it for phishing.
 * @param until the end of what the mail reports, if it has one
 */
export function notificationMail(
  kind: NotificationKind,
  {
    email,
    emailVerified: toVerified,
    username,
    languageCode: language,
  }: Pick<Account, 'email' | 'emailVerified' | 'username' | 'languageCode'>,
  circumstances: Circumstances,
  until: Date | null = null,
): OutgoingMail {
  const end = until === null ? {} : { until: until.toISOString() };
  return {
    kind,
    to: email,
    toVerified,
    language,
    params: { ...circumstanceParams(circumstances), ...end, username },
  };
}

/**
 * Makes the template of a security notification.
 * @param offersReset whether the mail links to the page where the user requests a password reset
 */
export function notificationTemplate(
  kind: NotificationKind,
  { offersReset = false }: { offersReset?: boolean } = {},
): MailTemplate {
  return (translator, identity, mail) => {
    const { to, language, params } = mail;
    const username = paramOf(mail, 'username');
    const { until, codesLeft } = params;
    const service = identity.serviceName;
    const end =
      until === undefined
        ? []
        : [
            translator.translate(language, 'mails.circumstances.until', {
              time: timeIn(translator.closest(language), new Date(until)),
            }),
          ];
    const left =
      codesLeft === undefined
        ? []
        : [translator.translate(language, 'mails.circumstances.codesLeft', { number: codesLeft })];
    const email = renderEmail(translator, identity, language, {
      subject: translator.translate(language, `mails.${kind}.subject`),
      greeting: translator.translate(language, 'mails.notification.greeting', { username }),
      paragraphs: [
        translator.translate(language, `mails.${kind}.text`, { service }),
        [...circumstanceLines(translator, mail), ...end, ...left],
        translator.translate(language, `mails.${kind}.advice`, { service }),
      ],
      ...(offersReset && {
        action: {
          label: translator.translate(language, 'mails.notification.resetPassword'),
          url: identity.forgotPasswordUrl,
        },
      }),
    });
    return { to: { address: to }, ...email };
  };
}
