import { mailCountKey } from '../../core/mailbox.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import {
  byAddress,
  bySubject,
  DAY,
  everything,
  failures,
  HOUR,
  QUARTER_HOUR,
} from '../../platform/rate-limits/rules.js';
import { emailVerificationEvents } from './email-verification.events.js';
import { emailVerificationMails } from './email-verification.mails.js';
import { EmailVerification, type EmailVerificationConfig } from './email-verification.service.js';

declare module '../../core/services.js' {
  interface Services {
    emailVerification: EmailVerification;
  }
}

/** Verifies that a user controls their mailbox. */
export const emailVerification = defineCapability({
  name: 'email-verification',
  errors: {},
  events: emailVerificationEvents,
  keys: {},
  owns: {},
  operations: {
    requestEmailVerification: {
      token: 'required',
      throws: [],
      // Also counts the links that a login mails to a user who must verify the address first.
      limits: bySubject(everything(3, HOUR), everything(6, DAY)),
      subject: async (_args, context) => mailCountKey((await context.requireViewer()).account.email),
    },
    verifyEmail: {
      token: 'optional',
      throws: [],
      limits: byAddress(failures(20, QUARTER_HOUR), everything(60, HOUR)),
    },
  },
  mails: emailVerificationMails,
  resolvers: async () => [(await import('./email-verification.resolver.js')).EmailVerificationResolver],
  needs: ['clock', 'users', 'mailboxes', 'oneTimeTokens', 'outbox', 'audit', 'referrals', 'limits'],
  provides: ['emailVerification'],
  build: (deps, config: EmailVerificationConfig) => ({
    tables: {},
    services: { emailVerification: new EmailVerification(deps, config) },
  }),
});
