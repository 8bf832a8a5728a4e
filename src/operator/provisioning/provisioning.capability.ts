import { defineCapability } from '../../platform/capabilities/capability.js';

/** Users on their way in from other systems, and out: commands alone. */
export const provisioning = defineCapability({
  name: 'provisioning',
  errors: {},
  keys: {},
  owns: { UserImport: 'user_imports' },
  needs: [],
  provides: [],
  build: () => ({ tables: { UserImport: {} }, services: {} }),
});
