import { defineCapability } from '../../platform/capabilities/capability.js';
import { Identities } from './identities.service.js';
import { PendingIdentities } from './pending-identities.service.js';

declare module '../../core/services.js' {
  interface Services {
    identities: Identities;
    pendingIdentities: PendingIdentities;
  }
}

/** The accounts at providers by which users sign in. */
export const identities = defineCapability({
  name: 'identities',
  errors: {},
  events: {},
  keys: {},
  owns: { Identity: 'identities', PendingIdentity: 'pending_identities' },
  needs: ['database'],
  provides: ['identities', 'pendingIdentities'],
  build: (deps) => {
    const identities = new Identities(deps);
    const pendingIdentities = new PendingIdentities(deps);
    return {
      tables: { Identity: identities, PendingIdentity: pendingIdentities },
      services: { identities, pendingIdentities },
    };
  },
});
