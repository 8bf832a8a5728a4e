import { Duration } from '../../core/duration.js';
import type { Account } from '../../core/viewer.js';
import type { MailTextOf } from './mail-text.js';
import type { MailTemplate, OutgoingMail } from './outgoing-mail.js';
import { renderEmail } from './render-email.js';

/**
 * A kind of mail that reports a change. Its texts are `mails.KIND`, with advice for a user who did not make
 * the change.
 */
export type NotificationKind = MailTextOf<'advice'>;

/** The time and the address of the change, by which the user can tell whether they made it. */
export interface Circumstances {
  readonly at: Date;
  readonly ipAddress: string | null;
}

/**
 * How long a security notification is retried. After that, the user has seen the account or has no use for the
 * mail.
 */
export const NOTIFICATION_LIFE = Duration.minutes(3 * 24 * 60);

/**
 * Makes a security notification: it tells the user about a change that the user may not have made. It holds no link
 * and no secret (PR-8). It also holds no text that an attacker could have chosen, such as the name of a
 * client: the attacker would use it for phishing.
 * @param circumstances null if the user cannot have made the change: the address of the actual author is not
 * shown
 */
export function notificationMail(
  kind: NotificationKind,
  {
    email,
    emailVerified: toVerified,
    username,
    languageCode: language,
  }: Pick<Account, 'email' | 'emailVerified' | 'username' | 'languageCode'>,
  circumstances: Circumstances | null,
): OutgoingMail {
  const { at, ipAddress } = circumstances ?? {};
  const told = { ...(at ? { at: at.toISOString() } : {}), ...(ipAddress ? { ipAddress } : {}) };
  return { kind, to: email, toVerified, language, params: { username, ...told } };
}

/** Makes the template of a security notification. */
export function notificationTemplate(kind: NotificationKind): MailTemplate {
  return (translator, { to, language, params }) => {
    const { username = '', at, ipAddress = '–' } = params;
    const email = renderEmail(translator, language, {
      subject: translator.translate(language, `mails.${kind}.subject`),
      greeting: translator.translate(language, 'mails.notification.greeting', { username }),
      paragraphs: [
        translator.translate(language, `mails.${kind}.text`),
        ...(at === undefined
          ? []
          : [
              translator.translate(language, 'mails.notification.circumstances', {
                time: timeIn(translator.closest(language), new Date(at)),
                address: ipAddress,
              }),
            ]),
      ],
      footer: translator.translate(language, `mails.${kind}.advice`),
    });
    return { to: { address: to }, ...email };
  };
}

function timeIn(language: string, at: Date): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(language, format).format(at)} UTC`;
}
