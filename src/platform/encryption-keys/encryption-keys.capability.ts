import { defineCapability } from '../capabilities/capability.js';
import { encryptionKeyEvents } from './encryption-keys.events.js';

/** Encrypting again what rests under the AUTH_SECRET before this one. */
export const encryptionKeys = defineCapability({
  name: 'encryption-keys',
  errors: {},
  events: encryptionKeyEvents,
  keys: {},
  owns: {},
  needs: [],
  provides: [],
  build: () => ({ tables: {}, services: {} }),
});
