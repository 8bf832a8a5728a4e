import { defineCapability } from '../../platform/capabilities/capability.js';
import { provisioningEvents } from './provisioning.events.js';

/** Imports and exports users. It has commands only. */
export const provisioning = defineCapability({
  name: 'provisioning',
  errors: {},
  events: provisioningEvents,
  keys: {},
  owns: { UserImport: 'user_imports' },
  needs: [],
  provides: [],
  build: () => ({ tables: { UserImport: {} }, services: {} }),
});
