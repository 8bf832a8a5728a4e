import type { Duration } from '../../core/duration.js';
import type { Account } from '../../core/viewer.js';
import { circumstanceLines, type ToldCircumstances } from './circumstances.js';
import type { MailTextOf } from './mail-text.js';
import { type MailTemplate, type OutgoingMail, paramOf } from './outgoing-mail.js';
import { renderEmail } from './render-email.js';

export const SECONDS = { minutes: 60, hours: 3600, days: 86_400 } as const;

/**
 * A kind of mail that carries a link. Its texts are `mails.KIND`, and they state its lifetime in this unit.
 */
export interface LinkMailKind {
  readonly kind: MailTextOf<'ignore'>;
  readonly unit: keyof typeof SECONDS;
}

/** A mailed link and its lifetime. */
export interface MailedLink {
  /** The configured page, never a page made from a request header (PR-3). */
  readonly page: string;
  readonly token: string;
  readonly lifetime: Duration;
  readonly requested: ToldCircumstances;
  /** The page where a person who did not cause the mail says so. The link to it has the same token. */
  readonly disownPage?: string;
}

/**
 * Makes the mail that carries a link.
 * @param to the account's stored address, never the submitted text (PR-4), or the address that the account is
 * about to get
 */
export function linkMail(
  { kind, unit }: LinkMailKind,
  to: string,
  account: Pick<Account, 'id' | 'username' | 'languageCode' | 'email' | 'emailVerified'>,
  { page, token, lifetime, requested, disownPage }: MailedLink,
): OutgoingMail {
  const { id: linkOf, username, languageCode: language } = account;
  const toVerified = account.emailVerified && to === account.email;
  // Rounded down: the link must not expire earlier than the mail says.
  const count = Math.floor(lifetime.seconds / SECONDS[unit]);
  const disown = disownPage === undefined ? {} : { disownUrl: withSecret(disownPage, 'token', token) };
  return {
    kind,
    to,
    toVerified,
    language,
    linkOf,
    params: {
      ...requested,
      username,
      url: withSecret(page, 'token', token),
      ...disown,
      [unit]: String(count),
    },
  };
}

/**
 * Puts a secret into the fragment, which browsers send to no server: no log and no `Referer` has it. A page
 * whose route is in the fragment, such as `#/reset`, reads its parameters from there.
 */
export function withSecret(page: string, name: 'token' | 'code', secret: string): string {
  const url = new URL(page);
  const separator = url.hash === '' ? '' : url.hash.includes('?') ? '&' : '?';
  url.hash += `${separator}${name}=${encodeURIComponent(secret)}`;
  return url.href;
}

/**
 * Makes the template of a mail with a link.
 * @param disown the kind again, if its mail has a second link for a person who did not cause it
 */
export function linkEmailTemplate({ kind, unit }: LinkMailKind, disown?: MailTextOf<'disown'>): MailTemplate {
  return (translator, identity, mail) => {
    const { to, language } = mail;
    const username = paramOf(mail, 'username');
    const count = Number(paramOf(mail, unit));
    const service = identity.serviceName;
    const email = renderEmail(translator, identity, language, {
      subject: translator.translate(language, `mails.${kind}.subject`, { service }),
      greeting: translator.translate(language, `mails.${kind}.greeting`, { username }),
      paragraphs: [
        translator.translate(language, `mails.${kind}.text`, { service, username }),
        circumstanceLines(translator, mail),
        translator.translate(language, `mails.${kind}.expiry`, { count }),
      ],
      action: { label: translator.translate(language, `mails.${kind}.action`), url: paramOf(mail, 'url') },
      footer: translator.translate(language, `mails.${kind}.ignore`, { service }),
      ...(disown !== undefined && {
        otherwise: {
          label: translator.translate(language, `mails.${disown}.disown`),
          url: paramOf(mail, 'disownUrl'),
        },
      }),
    });
    return { to: { address: to }, ...email };
  };
}
