import { defineCapability } from '../../platform/capabilities/capability.js';
import { FactorChanges } from './factor-changes.service.js';
import { FactorRemovals } from './factor-removals.service.js';
import { secondFactorEvents } from './second-factors.events.js';

declare module '../../core/services.js' {
  interface Services {
    factorChanges: FactorChanges;
  }
}

/** Adds and removes second factors. */
export const secondFactorChanges = defineCapability({
  name: 'second-factor-changes',
  errors: {},
  events: secondFactorEvents,
  keys: {},
  owns: { FactorRemoval: 'factor_removals' },
  needs: [
    'database',
    'clock',
    'users',
    'userChanges',
    'factorEnrolment',
    'totpSecrets',
    'passkeys',
    'recoveryCodes',
    'trustedDevices',
    'sessionAuthentication',
    'audit',
  ],
  provides: ['factorChanges'],
  build: (deps) => ({
    tables: { FactorRemoval: new FactorRemovals(deps) },
    services: { factorChanges: new FactorChanges(deps) },
  }),
});
