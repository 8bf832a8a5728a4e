import type { Duration } from '../core/duration.js';
import type { Environment } from './environment.js';

/** What mailed codes open. `registration` includes `sign-in`. */
export const MAILED_CODES = ['off', 'sign-in', 'registration'] as const;

/** The settings of mailed codes, and of the page for a person who did not register. */
export interface MailedCodeSettings {
  readonly mailedCodes: (typeof MAILED_CODES)[number];
  readonly mailedCodeTtl: Duration;
  /** Null for a page under the public address. */
  readonly signInCodeUrl: string | null;
  /** Null for a page under the public address. */
  readonly disownRegistrationUrl: string | null;
}

export function readMailedCodes(environment: Environment): MailedCodeSettings {
  return {
    mailedCodes: environment.oneOf('MAILED_CODES', 'off', MAILED_CODES),
    // OWASP ASVS 5.0 6.5.5 limits the lifetime of an out-of-band code to ten minutes.
    mailedCodeTtl: environment.duration('MAILED_CODE_TTL', '10m', { min: '1m', max: '10m' }),
    signInCodeUrl: environment.pageUrl('SIGN_IN_CODE_URL') ?? null,
    disownRegistrationUrl: environment.pageUrl('DISOWN_REGISTRATION_URL') ?? null,
  };
}
