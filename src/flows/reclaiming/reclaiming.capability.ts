import { defineCapability } from '../../platform/capabilities/capability.js';
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
  events: {},
  keys: {},
  owns: {},
  needs: [],
  provides: ['reclaiming'],
  build: () => ({ tables: {}, services: { reclaiming: new Reclaiming() } }),
});
