import { defineCapability } from '../../platform/capabilities/capability.js';
import { identityEvents } from './identities.events.js';
import { Identities } from './identities.service.js';
import { IdentityLinks } from './identity-links.service.js';
import { PendingIdentities } from './pending-identities.service.js';

declare module '../../core/services.js' {
  interface Services {
    identities: Identities;
    pendingIdentities: PendingIdentities;
    identityLinks: IdentityLinks;
  }
}

/** The accounts at providers by which users sign in. */
export const identities = defineCapability({
  name: 'identities',
  errors: {},
  events: identityEvents,
  keys: {},
  owns: { Identity: 'identities', PendingIdentity: 'pending_identities' },
  needs: ['database', 'clock', 'randomness', 'users'],
  provides: ['identities', 'pendingIdentities', 'identityLinks'],
  build: (deps) => {
    const identities = new Identities(deps);
    const pendingIdentities = new PendingIdentities(deps);
    const identityLinks = new IdentityLinks({ ...deps, identities, pendingIdentities });
    return {
      tables: { Identity: identities, PendingIdentity: pendingIdentities },
      services: { identities, pendingIdentities, identityLinks },
    };
  },
});
