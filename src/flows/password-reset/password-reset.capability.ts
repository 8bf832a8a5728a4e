import { defineCapability } from '../../platform/capabilities/capability.js';
import { byAddress, everything, failures, HOUR, QUARTER } from '../../platform/rate-limits/rules.js';
import { passwordResetMails } from './password-reset.mails.js';
import { PasswordReset } from './password-reset.service.js';
import { ResetLinks, type ResetLinksConfig } from './reset-links.service.js';

declare module '../../core/services.js' {
  interface Services {
    passwordReset: PasswordReset;
  }
}

/**
 * Setting a password anew by a mailed link. Requests are not counted by email: a count would let a stranger keep the
 * owner from asking. How many mails they send is bounded by the links that are still good
 * (src/credentials/one-time-tokens).
 */
export const passwordReset = defineCapability({
  name: 'password-reset',
  errors: {},
  keys: {},
  owns: {},
  operations: {
    requestPasswordReset: { token: 'never', throws: [], limits: byAddress(everything(30, QUARTER)) },
    resetPassword: {
      token: 'never',
      throws: ['TOKEN_INVALID', 'WEAK_PASSWORD'],
      limits: byAddress(failures(20, QUARTER), everything(60, HOUR)),
    },
  },
  mails: passwordResetMails,
  resolvers: async () => [(await import('./password-reset.resolver.js')).PasswordResetResolver],
  needs: [
    'clock',
    'users',
    'oneTimeTokens',
    'knownDevices',
    'passwords',
    'hasher',
    'policy',
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
