import type { SignInRules } from '../../accounts/users/sign-in-rules.service.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { byAddress, everything, failures, MINUTE, QUARTER_HOUR } from '../../platform/rate-limits/rules.js';
import { PasskeySignIn } from './passkey-sign-in.service.js';

declare module '../../core/services.js' {
  interface Services {
    passkeySignIn: PasskeySignIn;
  }
}

/**
 * Signs users in with a passkey. Nobody can guess what a passkey signs, so there is no limit by account that could
 * keep its user out (RL-6).
 */
export const passkeySignIn = defineCapability({
  name: 'passkey-sign-in',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  operations: {
    startPasskeySignIn: {
      token: 'never',
      throws: ['TOKEN_INVALID'],
      limits: byAddress(everything(120, MINUTE)),
    },
    signInWithPasskey: {
      token: 'never',
      throws: ['INVALID_CREDENTIALS', 'TOKEN_INVALID', 'ACCOUNT_SUSPENDED', 'EMAIL_NOT_VERIFIED'],
      limits: byAddress(everything(120, MINUTE), failures(50, QUARTER_HOUR)),
    },
  },
  resolvers: async () => [(await import('./passkey-sign-in.resolver.js')).PasskeySignInResolver],
  needs: [
    'clock',
    'randomness',
    'challenges',
    'ceremonies',
    'passkeys',
    'passkeyProofs',
    'knownDevices',
    'signIns',
    'secondSteps',
    'emailVerification',
    'audit',
  ],
  provides: ['passkeySignIn'],
  build: (deps, config: SignInRules) => ({
    tables: {},
    services: { passkeySignIn: new PasskeySignIn(deps, config) },
  }),
});
