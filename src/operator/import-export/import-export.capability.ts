import { defineCapability } from '../../platform/capabilities/capability.js';
import { importExportEvents } from './import-export.events.js';

/** Imports and exports users. It has commands only. */
export const importExport = defineCapability({
  name: 'import-export',
  errors: {},
  events: importExportEvents,
  keys: {},
  owns: { UserImport: 'user_imports' },
  needs: [],
  provides: [],
  build: () => ({ tables: { UserImport: {} }, services: {} }),
});
