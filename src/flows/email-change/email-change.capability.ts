import { ownPassword } from '../../credentials/passwords/own-password-limits.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { byAddress, everything, failures, HOUR, QUARTER_HOUR } from '../../platform/rate-limits/rules.js';
import { emailChangeEvents } from './email-change.events.js';
import { emailChangeMails } from './email-change.mails.js';
import { EmailChange, type EmailChangeConfig } from './email-change.service.js';

declare module '../../core/services.js' {
  interface Services {
    emailChange: EmailChange;
  }
}

/** Changes the email address of an account. */
export const emailChange = defineCapability({
  name: 'email-change',
  errors: {},
  events: emailChangeEvents,
  keys: {},
  owns: {},
  operations: {
    requestEmailChange: {
      token: 'required',
      throws: ['INVALID_CREDENTIALS'],
      limits: {
        address: [everything(60, QUARTER_HOUR)],
        subject: [...ownPassword, everything(5, HOUR)],
      },
      subject: byViewer,
    },
    confirmEmailChange: {
      token: 'optional',
      throws: ['EMAIL_TAKEN'],
      limits: byAddress(failures(20, QUARTER_HOUR), everything(60, HOUR)),
    },
  },
  mails: emailChangeMails,
  resolvers: async () => [(await import('./email-change.resolver.js')).EmailChangeResolver],
  needs: [
    'clock',
    'users',
    'mailboxes',
    'oneTimeTokens',
    'ownerProofs',
    'userChanges',
    'outbox',
    'audit',
    'limits',
    'referrals',
  ],
  provides: ['emailChange'],
  build: ({ limits: limit, ...deps }, config: EmailChangeConfig) => ({
    tables: {},
    services: { emailChange: new EmailChange({ ...deps, limit }, config) },
  }),
});
