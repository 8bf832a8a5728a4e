import { defineCapability } from '../../platform/capabilities/capability.js';
import {
  byAddress,
  DAY,
  everything,
  failures,
  MINUTE,
  QUARTER_HOUR,
} from '../../platform/rate-limits/rules.js';
import { AbandonedSignIns } from './abandoned-sign-ins.service.js';
import { RecoverySignIn } from './recovery-sign-in.service.js';
import { secondStepEvents } from './second-step.events.js';
import { TotpSignIn } from './totp-sign-in.service.js';

declare module '../../core/services.js' {
  interface Services {
    totpSignIn: TotpSignIn;
    recoverySignIn: RecoverySignIn;
    abandonedSignIns: AbandonedSignIns;
  }
}

const byChallenge = byAddress(everything(120, MINUTE), failures(50, QUARTER_HOUR));

/**
 * Finishes sign-ins with the code of an authenticator app or a recovery code.
 *
 * `totp` counts wrong codes of one account over all challenges. Strangers and known devices have budgets of their own.
 * Three codes are right at any time, so ten guesses a day succeed once in 90 years. No limit by account counts recovery
 * codes, so the user of a locked account gets in with one.
 */
export const secondStep = defineCapability({
  name: 'second-step',
  errors: {},
  events: secondStepEvents,
  keys: {},
  owns: {},
  operations: {
    signInWithTotp: { token: 'never', throws: ['TOKEN_INVALID', 'INVALID_CODE'], limits: byChallenge },
    signInWithRecoveryCode: {
      token: 'never',
      throws: ['TOKEN_INVALID', 'INVALID_CODE'],
      limits: byChallenge,
    },
  },
  limits: {
    totp: {
      address: [],
      subject: [failures(5, QUARTER_HOUR), failures(10, DAY)],
      knownDevice: [failures(5, DAY)],
    },
  },
  resolvers: async () => [(await import('./second-step.resolver.js')).SecondStepResolver],
  needs: [
    'database',
    'clock',
    'randomness',
    'log',
    'users',
    'secondSteps',
    'challenges',
    'totpSecrets',
    'recoveryCodes',
    'knownDevices',
    'audit',
    'limits',
  ],
  provides: ['totpSignIn', 'recoverySignIn', 'abandonedSignIns'],
  build: (deps) => {
    const abandonedSignIns = new AbandonedSignIns(deps);
    return {
      tables: {},
      services: {
        totpSignIn: new TotpSignIn(deps),
        recoverySignIn: new RecoverySignIn(deps),
        abandonedSignIns,
      },
      background: [abandonedSignIns],
    };
  },
});
