import { defineCapability } from '../capabilities/capability.js';
import { encryptionKeyEvents } from './encryption-keys.events.js';

/** Encrypts stored data again that was encrypted under the previous AUTH_SECRET. */
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
