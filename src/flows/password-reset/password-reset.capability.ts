import { defineCapability } from '../../platform/capabilities/capability.js';
import { byAddress, everything, failures, HOUR, QUARTER_HOUR } from '../../platform/rate-limits/rules.js';
import { passwordResetEvents } from './password-reset.events.js';
import { passwordResetMails } from './password-reset.mails.js';
import { PasswordReset } from './password-reset.service.js';
import type { PasswordResetLink } from './password-reset.type.js';
import { ResetLinks, type ResetLinksConfig } from './reset-links.service.js';

declare module '../../core/services.js' {
  interface Services {
    passwordReset: PasswordReset;
  }
}

/**
 * Resets a password with a mailed link. Requests are not counted by email address: an attacker could use up
 * the count and keep the user from requesting a link. The number of valid links bounds the mails instead
 * (src/credentials/one-time-tokens).
 */
export const passwordReset = defineCapability({
  name: 'password-reset',
  errors: {},
  events: passwordResetEvents,
  keys: {},
  owns: {},
  operations: {
    passwordResetLink: {
      token: 'never',
      throws: [],
      limits: byAddress(failures(20, QUARTER_HOUR), everything(60, HOUR)),
      isFailure: ({ valid }: PasswordResetLink) => !valid,
    },
    requestPasswordReset: { token: 'never', throws: [], limits: byAddress(everything(30, QUARTER_HOUR)) },
    resetPassword: {
      token: 'never',
      throws: ['TOKEN_INVALID', 'WEAK_PASSWORD'],
      limits: byAddress(failures(20, QUARTER_HOUR), everything(60, HOUR)),
    },
  },
  mails: passwordResetMails,
  resolvers: async () => [(await import('./password-reset.resolver.js')).PasswordResetResolver],
  needs: [
    'clock',
    'users',
    'mailboxes',
    'oneTimeTokens',
    'knownDevices',
    'secondFactors',
    'recoveryCodes',
    'passwords',
    'hasher',
    'policy',
    'breachedPasswords',
    'emailVerification',
    'outbox',
    'audit',
    'limits',
  ],
  provides: ['passwordReset'],
  build: ({ limits: locks, ...deps }, config: ResetLinksConfig) => {
    const links = new ResetLinks(deps, config);
    return { tables: {}, services: { passwordReset: new PasswordReset({ ...deps, links, locks }) } };
  },
});
