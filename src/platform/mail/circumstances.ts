import type { RequestMeta } from '../../core/viewer.js';
import type { Translator } from '../i18n/translator.js';
import { type OutgoingMail, paramOf } from './outgoing-mail.js';
import { describeDevice, toldDevice } from './told-device.js';

/** The time and the source of what a mail reports, by which the user can tell whether they did it. */
export interface Circumstances {
  readonly at: Date;
  /**
   * The source of the request. Leave it out if another person acted: the mail tells nothing about that
   * person.
   */
  readonly request?: Pick<RequestMeta, 'ipAddress' | 'userAgent'>;
}

/** Circumstances as parameters of a mail. */
export type ToldCircumstances = Readonly<Record<string, string>>;

/** The circumstances as parameters of a mail. The User-Agent header itself is not stored. */
export function circumstanceParams({ at, request }: Circumstances): ToldCircumstances {
  if (request === undefined) return { at: at.toISOString() };
  const { browser, system } = toldDevice(request.userAgent);
  return {
    at: at.toISOString(),
    browser: browser ?? '',
    system: system ?? '',
    ...(request.ipAddress === null ? {} : { ipAddress: request.ipAddress }),
  };
}

/**
 * The parameters of a mail with a link: time and device, without the IP address. Call it before the database
 * says whether there is a recipient, because it takes time (user enumeration, LOG-3).
 */
export function linkRequest(at: Date, { userAgent }: Pick<RequestMeta, 'userAgent'>): ToldCircumstances {
  return circumstanceParams({ at, request: { userAgent, ipAddress: null } });
}

/** @returns one line each for the time, the device and the IP address that the mail holds */
export function circumstanceLines(translator: Translator, mail: OutgoingMail): string[] {
  const { language, params } = mail;
  const { browser, system, ipAddress } = params;
  const time = timeIn(translator.closest(language), new Date(paramOf(mail, 'at')));
  const lines = [translator.translate(language, 'mails.circumstances.time', { time })];
  if (browser !== undefined && system !== undefined) {
    const told = { browser: browser || null, system: system || null };
    const device = describeDevice(translator, language, told);
    lines.push(translator.translate(language, 'mails.circumstances.device', { device }));
  }
  if (ipAddress !== undefined)
    lines.push(translator.translate(language, 'mails.circumstances.address', { address: ipAddress }));
  return lines;
}

export function timeIn(language: string, at: Date): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(language, format).format(at)} UTC`;
}
