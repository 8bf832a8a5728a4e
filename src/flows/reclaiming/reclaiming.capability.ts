import { defineCapability } from '../../platform/capabilities/capability.js';
import { reclaimingEvents } from './reclaiming.events.js';
import { Reclaiming } from './reclaiming.service.js';

declare module '../../core/services.js' {
  interface Services {
    reclaiming: Reclaiming;
  }
}

/** Gives accounts whose mailbox was never proven to the person who proves it. */
export const reclaiming = defineCapability({
  name: 'reclaiming',
  errors: {},
  events: reclaimingEvents,
  keys: {},
  owns: {},
  needs: ['clock', 'mailboxes', 'userChanges', 'emailVerification'],
  provides: ['reclaiming'],
  build: (deps) => ({ tables: {}, services: { reclaiming: new Reclaiming(deps) } }),
});
