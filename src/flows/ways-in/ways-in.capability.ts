import { defineCapability } from '../../platform/capabilities/capability.js';
import { WaysIn, type WaysInConfig } from './ways-in.service.js';

declare module '../../core/services.js' {
  interface Services {
    waysIn: WaysIn;
  }
}

declare module '../../core/errors.js' {
  interface ReasonCatalogue {
    lastWayIn: true;
  }
}

/** With what a user can sign in. */
export const waysIn = defineCapability({
  name: 'ways-in',
  errors: {},
  reasons: {
    lastWayIn: 'The user could not sign in any more.',
  },
  events: {},
  keys: {},
  owns: {},
  needs: ['passwords', 'passkeys', 'identities'],
  provides: ['waysIn'],
  build: (deps, config: WaysInConfig) => ({
    tables: {},
    services: { waysIn: new WaysIn(deps, config) },
  }),
});
