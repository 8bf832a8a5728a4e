import { Duration } from '../../core/duration.js';
import type { Account } from '../../core/viewer.js';
import { writeLetter } from './letter.js';
import type { MailTextOf } from './mail-text.js';
import type { MailTemplate, OutgoingMail } from './outgoing-mail.js';

/** A kind of mail that tells of something: its texts are `mails.KIND`, with advice for a reader who did not do it. */
export type NoticeKind = MailTextOf<'advice'>;

/** What tells the reader whether it was them. */
export interface Circumstances {
  readonly at: Date;
  readonly ipAddress: string | null;
}

/** Who was not to be reached for so long has seen their account since, or has no use for the mail. */
export const NOTICE_LIFE = Duration.minutes(3 * 24 * 60);

/**
 * The mail that tells a user of something that they may not have done. It holds no link and no secret (PR-8), and
 * nothing that whoever did it could have worded, such as the name of a client: they would word it as bait.
 * @param circumstances null where the reader did not do it, nor may have: from where is none of their business
 */
export function noticeMail(
  kind: NoticeKind,
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

/** How a notice is written. */
export function noticeLetter(kind: NoticeKind): MailTemplate {
  return (translator, { to, language, params }) => {
    const { username = '', at, ipAddress = '–' } = params;
    const letter = writeLetter(translator, language, {
      subject: translator.translate(language, `mails.${kind}.subject`),
      greeting: translator.translate(language, 'mails.notice.greeting', { username }),
      paragraphs: [
        translator.translate(language, `mails.${kind}.text`),
        ...(at === undefined
          ? []
          : [
              translator.translate(language, 'mails.notice.circumstances', {
                time: timeIn(translator.closest(language), new Date(at)),
                address: ipAddress,
              }),
            ]),
      ],
      footer: translator.translate(language, `mails.${kind}.advice`),
    });
    return { to: { address: to }, ...letter };
  };
}

function timeIn(language: string, at: Date): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(language, format).format(at)} UTC`;
}
