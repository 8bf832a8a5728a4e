import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import {
  byAddress,
  bySubject,
  everything,
  failures,
  HOUR,
  MINUTE,
  QUARTER_HOUR,
} from '../../platform/rate-limits/rules.js';
import { DueRemovals } from './due-removals.service.js';
import { FactorChanges } from './factor-changes.service.js';
import { FactorNotifications } from './factor-notifications.js';
import { FactorRemovalMails, type FactorRemovalMailsConfig } from './factor-removal-mails.js';
import { FactorRemovals } from './factor-removals.service.js';
import { RecoveryCodeReplacement } from './recovery-code-replacement.service.js';
import { RemovingFactors } from './removing-factors.service.js';
import { secondFactorEvents } from './second-factors.events.js';
import { secondFactorMails } from './second-factors.mails.js';
import { TotpEnrolment, type TotpEnrolmentConfig } from './totp-enrolment.service.js';

declare module '../../core/services.js' {
  interface Services {
    factorChanges: FactorChanges;
    factorRemovals: FactorRemovals;
    removingFactors: RemovingFactors;
    dueRemovals: DueRemovals;
    totpEnrolment: TotpEnrolment;
    recoveryCodeReplacement: RecoveryCodeReplacement;
  }
}

declare module '../../core/errors.js' {
  interface ReasonCatalogue {
    noSecondFactor: true;
    recoveryCodeTooNew: true;
  }
}

/** Adds and removes second factors. */
export const secondFactorChanges = defineCapability({
  name: 'second-factor-changes',
  errors: {},
  reasons: {
    noSecondFactor: 'The user has no second factor.',
    recoveryCodeTooNew:
      'The recovery code was made no more than five minutes before another one was used, or later: ask for the removal without a code.',
  },
  events: secondFactorEvents,
  keys: {},
  owns: { FactorRemoval: 'factor_removals' },
  operations: {
    startTotpEnrolment: {
      token: 'required',
      throws: ['FORBIDDEN', 'INVALID_CODE'],
      limits: bySubject(everything(20, HOUR)),
      subject: byViewer,
    },
    confirmTotpEnrolment: {
      token: 'required',
      throws: ['INVALID_CODE', 'NOT_FOUND', 'FORBIDDEN'],
      limits: bySubject(failures(20, QUARTER_HOUR), everything(60, HOUR)),
      subject: byViewer,
    },
    renameTotp: {
      token: 'required',
      throws: ['NOT_FOUND'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
    removeTotp: {
      token: 'required',
      throws: ['NOT_FOUND', 'INVALID_CODE', 'FORBIDDEN'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
    replaceRecoveryCodes: {
      token: 'required',
      throws: ['FORBIDDEN'],
      limits: bySubject(everything(10, HOUR)),
      subject: byViewer,
    },
    cancelFactorRemoval: {
      token: 'never',
      throws: ['TOKEN_INVALID'],
      limits: byAddress(failures(20, QUARTER_HOUR), everything(60, HOUR)),
    },
  },
  limits: {
    // By mailbox: somebody who knows the password could otherwise flood it.
    failedFactorNotice: bySubject(everything(1, HOUR)),
  },
  mails: secondFactorMails,
  resolvers: async () => [
    (await import('./user-factors.resolver.js')).UserFactorsResolver,
    (await import('./second-factors.resolver.js')).SecondFactorsResolver,
    (await import('./totp-factors.resolver.js')).TotpFactorsResolver,
    (await import('./recovery.resolver.js')).RecoveryResolver,
  ],
  needs: [
    'database',
    'clock',
    'randomness',
    'log',
    'users',
    'userChanges',
    'factorEnrolment',
    'totpSecrets',
    'passkeys',
    'recoveryCodes',
    'trustedDevices',
    'sessionAuthentication',
    'waysIn',
    'outbox',
    'audit',
    'limits',
  ],
  provides: [
    'factorChanges',
    'factorRemovals',
    'removingFactors',
    'dueRemovals',
    'totpEnrolment',
    'recoveryCodeReplacement',
  ],
  build: ({ limits: limit, ...deps }, config: TotpEnrolmentConfig & FactorRemovalMailsConfig) => {
    const factors = { totp: deps.totpSecrets, passkey: deps.passkeys };
    const factorRemovals = new FactorRemovals(deps);
    const removalMails = new FactorRemovalMails(deps, config);
    const factorChanges = new FactorChanges({ ...deps, factors, factorRemovals });
    const shared = { ...deps, factorRemovals, removalMails, factorChanges };
    const dueRemovals = new DueRemovals(shared);
    return {
      tables: { FactorRemoval: factorRemovals },
      services: {
        factorChanges,
        factorRemovals,
        removingFactors: new RemovingFactors(shared),
        dueRemovals,
        totpEnrolment: new TotpEnrolment(shared, config),
        recoveryCodeReplacement: new RecoveryCodeReplacement(shared),
      },
      handlers: [new FactorNotifications({ ...deps, limit })],
      background: [dueRemovals],
    };
  },
});
