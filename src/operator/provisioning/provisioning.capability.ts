import { defineCapability } from '../../platform/capabilities/capability.js';
import { provisioningEvents } from './provisioning.events.js';

/** Users on their way in from other systems, and out: commands alone. */
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
