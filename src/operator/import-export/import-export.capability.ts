import { defineCapability } from '../../platform/capabilities/capability.js';
import { importExportEvents } from './import-export.events.js';

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    usernameEndings: KeyedHash;
  }
}

/** Imports and exports users. It has commands only. */
export const importExport = defineCapability({
  name: 'import-export',
  errors: {},
  events: importExportEvents,
  keys: {
    usernameEndings: {
      kind: 'hash',
      label: 'username-endings',
      protects: 'endings of derived usernames',
      afterRotation: 'an import gives other endings',
    },
  },
  owns: { UserImport: 'user_imports' },
  needs: [],
  provides: [],
  build: () => ({ tables: { UserImport: {} }, services: {} }),
});
