import type { SignInRules } from '../../accounts/users/sign-in-rules.service.js';
import type { ProofMethod } from '../../core/proof-method.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { DAY, everything, failures, MINUTE, QUARTER_HOUR } from '../../platform/rate-limits/rules.js';
import { BreachNotices } from './breach-notices.service.js';
import { Login } from './login.service.js';
import { SecondSteps } from './second-steps.service.js';
import { signInEvents } from './sign-in.events.js';
import { SignIns } from './sign-ins.service.js';
import { type Target, targetOf } from './target.js';

declare module '../../core/services.js' {
  interface Services {
    login: Login;
    signIns: SignIns;
    secondSteps: SecondSteps;
  }
}

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    MFA_REQUIRED: {
      status: 401;
      extras: { challenge: string; methods: readonly ProofMethod[]; expiresAt: Date };
    };
    INVALID_CODE: { status: 401; extras: { attemptsLeft?: number } };
  }
}

/**
 * Signs users in with a password.
 *
 * Wrong passwords are counted separately by username and by email address, so the counts do not reveal that
 * the two belong to one account. A name without an account counts like one with an account (RL-9). One
 * account allows 100 wrong passwords a day (NIST SP 800-63B-4 §3.2.2): 35 by username, 35 by email address,
 * 10 from all known devices together, and 20 in operations that ask a signed-in client for the password.
 * These budgets are separate, so an attacker cannot lock out a known device.
 */
export const signIn = defineCapability({
  name: 'sign-in',
  errors: {
    MFA_REQUIRED: {
      status: 401,
      noGuess: true,
      when: 'The first factor was right, and the user has a second one. Finish the sign-in with it.',
      extras:
        '`challenge`: a secret for the second step; `methods`: the ways in which the user can prove the second factor; `expiresAt`',
    },
    INVALID_CODE: {
      status: 401,
      when: 'The code is wrong, was already used, or is too old.',
      extras: '`attemptsLeft` during a sign-in: the attempts that its challenge still allows',
    },
  },
  events: signInEvents,
  keys: {},
  owns: {},
  operations: {
    login: {
      token: 'never',
      throws: ['INVALID_CREDENTIALS', 'ACCOUNT_SUSPENDED', 'EMAIL_NOT_VERIFIED', 'MFA_REQUIRED'],
      limits: {
        address: [everything(120, MINUTE), failures(50, QUARTER_HOUR)],
        subject: [failures(5, QUARTER_HOUR), failures(35, DAY)],
        knownDevice: [everything(120, MINUTE), failures(5, QUARTER_HOUR), failures(10, DAY)],
      },
      subject: async ({ input }: { input: Target }, context) => {
        const { userId, guessKey, device } = await targetOf(input, context);
        return device === null || userId === null ? guessKey : { knownDevice: userId };
      },
    },
  },
  resolvers: async () => [(await import('./login.resolver.js')).LoginResolver],
  needs: [
    'clock',
    'users',
    'passwords',
    'breachedPasswords',
    'sessionOpenings',
    'devices',
    'knownDevices',
    'challenges',
    'secondFactors',
    'trustedDevices',
    'identityLinks',
    'emailVerification',
    'audit',
    'limits',
  ],
  provides: ['login', 'signIns', 'secondSteps'],
  build: (deps, config: SignInRules) => {
    const signIns = new SignIns(deps, config);
    const secondSteps = new SecondSteps({ ...deps, signIns, locks: deps.limits });
    return {
      tables: {},
      services: {
        signIns,
        secondSteps,
        login: new Login({ ...deps, breachNotices: new BreachNotices(deps), signIns }, config),
      },
    };
  },
});
