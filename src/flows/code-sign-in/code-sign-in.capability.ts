import { mailCountKey } from '../../core/mailbox.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import type { SubjectOf } from '../../platform/graphql/subject.js';
import {
  byAddress,
  DAY,
  everything,
  failures,
  HOUR,
  MINUTE,
  QUARTER_HOUR,
  type Rule,
} from '../../platform/rate-limits/rules.js';
import { CodeRequests, type CodeSignInConfig } from './code-requests.service.js';
import { codeSignInEvents } from './code-sign-in.events.js';
import { codeSignInMails } from './code-sign-in.mails.js';
import { CodeSignIn } from './code-sign-in.service.js';

declare module '../../core/services.js' {
  interface Services {
    codeRequests: CodeRequests;
    codeSignIn: CodeSignIn;
  }
}

declare module '../../core/errors.js' {
  interface ReasonCatalogue {
    mailedCodesOff: true;
    codeRegistrationOff: true;
  }
}

/** Both operations mail codes to the same mailbox, so they share a counter. */
const codes = { ...everything(3, HOUR), counter: 'signInCode' };
const codeMails: Rule = { address: [everything(30, QUARTER_HOUR)], subject: [codes], knownDevice: [codes] };

/** Strangers are counted by mailbox. A known device is counted apart, so strangers cannot keep its user out. */
const byMailbox: SubjectOf<{ input: { email: string; deviceToken?: string | null } }> = async (
  { input },
  context,
) => {
  const { userId, device } = await context.signInTarget(input.email, input.deviceToken);
  return device === null || userId === null ? mailCountKey(input.email.trim()) : { knownDevice: userId };
};

/**
 * Signs users in, and registers them, with mailed codes.
 *
 * `mailedCode` counts wrong codes by the address over all challenges, so a new code buys no guess. A code has 40 bits:
 * 100 guesses a day hit one in 30 million years.
 */
export const codeSignIn = defineCapability({
  name: 'code-sign-in',
  errors: {},
  reasons: {
    mailedCodesOff: 'The service mails no codes to sign in.',
    codeRegistrationOff: 'The service mails no codes to register.',
  },
  events: codeSignInEvents,
  keys: {},
  owns: {},
  operations: {
    requestSignInCode: { token: 'never', throws: ['FORBIDDEN'], limits: codeMails, subject: byMailbox },
    registerWithCode: {
      token: 'never',
      throws: ['FORBIDDEN', 'USERNAME_TAKEN', 'INVALID_REFERRAL_CODE'],
      limits: codeMails,
      subject: byMailbox,
    },
    signInWithCode: {
      token: 'never',
      throws: ['FORBIDDEN', 'TOKEN_INVALID', 'INVALID_CODE', 'MFA_REQUIRED', 'USERNAME_TAKEN', 'EMAIL_TAKEN'],
      limits: byAddress(everything(120, MINUTE), failures(50, QUARTER_HOUR)),
    },
  },
  limits: {
    mailedCode: { address: [], subject: [failures(100, DAY)], knownDevice: [failures(100, DAY)] },
  },
  mails: codeSignInMails,
  resolvers: async () => [(await import('./code-sign-in.resolver.js')).CodeSignInResolver],
  needs: [
    'clock',
    'users',
    'reservedUsernames',
    'mailedCodes',
    'knownDevices',
    'reclaiming',
    'newAccounts',
    'signIns',
    'outbox',
    'audit',
    'limits',
  ],
  provides: ['codeRequests', 'codeSignIn'],
  build: (deps, config: CodeSignInConfig) => ({
    tables: {},
    services: {
      codeRequests: new CodeRequests(deps, config),
      codeSignIn: new CodeSignIn(deps, config),
    },
  }),
});
