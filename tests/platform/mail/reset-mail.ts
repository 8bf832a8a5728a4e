import { passwordResetMails } from '../../../src/flows/password-reset/password-reset.mails.js';
import { createTranslator } from '../../../src/platform/i18n/translator.js';
import type { Mail } from '../../../src/platform/mail/mailer.js';
import type { OutgoingMail } from '../../../src/platform/mail/outgoing-mail.js';
import { IDENTITY } from './mail-identity.js';

export const RESET_URL = `http://localhost:4000/reset-password?token=${'Ab1_-'.repeat(8)}xyz&from=mail`;

interface Details {
  address?: string;
  username?: string;
  url?: string;
}

/** The mail that these tests send about, unless they say otherwise. */
export function outgoingReset({ address, username, url }: Details = {}): OutgoingMail {
  return {
    kind: 'passwordReset',
    to: address ?? 'Ada.Lovelace+1@example.com',
    language: 'en',
    linkOf: '0b0c8a1e-5a0d-4a55-9d0f-0d6c1c2a7f10',
    params: {
      username: username ?? 'ada_l',
      url: url ?? RESET_URL,
      minutes: '30',
      at: '2026-03-04T05:06:07.089Z',
      browser: 'Firefox',
      system: 'Windows',
    },
  };
}

/** The same, written. */
export function resetMail(details: Details = {}): Mail {
  return passwordResetMails.passwordReset(createTranslator(), IDENTITY, outgoingReset(details));
}
