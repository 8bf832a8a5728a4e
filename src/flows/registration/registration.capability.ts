import { identifierKey } from '../../accounts/users/identifier.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { everything, HOUR, successes } from '../../platform/rate-limits/rules.js';
import { NewAccounts } from './new-accounts.service.js';
import { registrationEvents } from './registration.events.js';
import { Registration, type RegistrationConfig } from './registration.service.js';

declare module '../../core/services.js' {
  interface Services {
    registration: Registration;
    newAccounts: NewAccounts;
  }
}

/** Registers users. */
export const registration = defineCapability({
  name: 'registration',
  errors: {},
  events: registrationEvents,
  keys: {},
  owns: {},
  operations: {
    register: {
      token: 'never',
      throws: [
        'WEAK_PASSWORD',
        'USERNAME_TAKEN',
        'EMAIL_TAKEN',
        'INVALID_REFERRAL_CODE',
        'EMAIL_NOT_VERIFIED',
      ],
      limits: { address: [everything(100, HOUR)], subject: [successes(10, HOUR)] },
      subject: ({ input }: { input: { email: string } }) => identifierKey(input.email),
    },
  },
  resolvers: async () => [(await import('./registration.resolver.js')).RegistrationResolver],
  needs: [
    'clock',
    'randomness',
    'users',
    'passwords',
    'hasher',
    'policy',
    'breachedPasswords',
    'reservedUsernames',
    'signIns',
    'devices',
    'knownDevices',
    'referrals',
    'emailVerification',
    'audit',
  ],
  provides: ['registration', 'newAccounts'],
  build: (deps, config: RegistrationConfig) => {
    const newAccounts = new NewAccounts(deps);
    const registration = new Registration({ ...deps, newAccounts }, config);
    return { tables: {}, services: { newAccounts, registration } };
  },
});
