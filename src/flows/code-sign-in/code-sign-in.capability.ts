import { defineCapability } from '../../platform/capabilities/capability.js';

/** Signs users in, and registers them, with a mailed code. */
export const codeSignIn = defineCapability({
  name: 'code-sign-in',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  needs: [],
  provides: [],
  build: () => ({ tables: {}, services: {} }),
});
