import { createTranslator } from '../../src/languages/translator.js';
import type { Mail } from '../../src/mail/mailer.js';
import { passwordResetMail } from '../../src/password-reset/password-reset.message.js';

export const RESET_URL = `http://localhost:4000/reset-password?token=${'Ab1_-'.repeat(8)}xyz&from=mail`;

/** The mail that these tests send about, unless they say otherwise. */
export function resetMail(details: { address?: string; username?: string; url?: string } = {}): Mail {
  return passwordResetMail(createTranslator(), {
    language: 'en',
    address: 'Ada.Lovelace+1@example.com',
    username: 'ada_l',
    url: RESET_URL,
    minutes: 30,
    ...details,
  });
}
