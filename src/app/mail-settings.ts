import { existsSync, readFileSync } from 'node:fs';
import { isUnescaped, UNESCAPED } from '../core/address-escapes.js';
import { type Colour, parseColour } from '../core/colour.js';
import { isLocal } from '../platform/http/origins.js';
import { parseServiceName, parseSupportAddress } from '../platform/mail/mail-identity.js';
import { DEFAULT_LAYOUTS, type MailLayouts, readLayouts } from '../platform/mail/mail-layouts.js';
import { DEFAULT_COLOUR, logoOf, type MailLogo } from '../platform/mail/mail-look.js';
import { LOCAL_SENDER, parseSender, type Sender } from '../platform/mail/sender.js';
import { parseSmtpUrl, type SmtpServer } from '../platform/mail/smtp-server.js';
import type { Environment } from './environment.js';

/** How mails leave the service, and how they present it. */
export interface MailSettings {
  readonly smtp: SmtpServer | null;
  readonly mailFrom: Sender;
  /** The name of the service in mails. */
  readonly serviceName: string;
  /** An email address or a page where users get help; null if the operator names none. */
  readonly supportAddress: string | null;
  /** The colour of buttons and links in mails. */
  readonly serviceColour: Colour;
  readonly serviceLogo: MailLogo | null;
  readonly mailLayouts: MailLayouts;
}

/** The name of a service without a name and a public address, such as one that runs on a developer's machine. */
const UNNAMED = 'Latchkey';

/** @param publicUrl the value of PUBLIC_URL; null if it is not set */
export function readMail(environment: Environment, publicUrl: string | null): MailSettings {
  const smtp = environment.parsed('SMTP_URL', null, (text) => {
    if (/^smtps?:\/\//.test(text) && isUnescaped(text)) return { problem: UNESCAPED };
    const value = parseSmtpUrl(text);
    return value === null ? { problem: 'must be an address such as smtps://user:password@host' } : { value };
  });
  const sender = environment.parsed<Sender | null>('MAIL_FROM', null, (text) => {
    const value = parseSender(text);
    return value === null
      ? { problem: 'must be an address such as Example <no-reply@example.com>' }
      : { value };
  });
  if (smtp !== null && sender === null) environment.problems.push('MAIL_FROM must be set with SMTP_URL');
  const { name: senderName, address } = sender ?? LOCAL_SENDER;
  const host = publicUrl === null || isLocal(publicUrl) ? UNNAMED : new URL(publicUrl).host;
  const serviceName = environment.parsed('SERVICE_NAME', parseServiceName(senderName) ?? host, (text) => {
    const value = parseServiceName(text);
    return value === null
      ? { problem: 'must be one line of at most 64 characters, without invisible characters' }
      : { value };
  });
  const supportAddress = environment.parsed<string | null>('SUPPORT_ADDRESS', null, (text) => {
    const value = parseSupportAddress(text);
    return value === null
      ? { problem: 'must be an email address, or an http or https address without user and password' }
      : { value };
  });
  return {
    smtp,
    mailFrom: { name: senderName || serviceName, address },
    serviceName,
    supportAddress,
    ...readLook(environment),
  };
}

function readLook(environment: Environment) {
  return {
    serviceColour: environment.parsed('SERVICE_COLOUR', DEFAULT_COLOUR, (text) => {
      const value = parseColour(text);
      return value === null ? { problem: 'must be a colour such as #1d4ed8' } : { value };
    }),
    serviceLogo: environment.parsed<MailLogo | null>('SERVICE_LOGO', null, (path) => {
      if (!existsSync(path)) return { problem: 'must be the path of a file' };
      const logo = logoOf(readFileSync(path));
      return 'problem' in logo ? logo : { value: logo };
    }),
    mailLayouts: environment.listed('MAIL_TEMPLATES', DEFAULT_LAYOUTS, readLayouts),
  };
}
