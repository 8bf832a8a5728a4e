import { defineCapability } from '../../platform/capabilities/capability.js';
import { Ledger } from './ledger.service.js';

declare module '../../core/services.js' {
  interface Services {
    ledger: Ledger;
  }
}

/** Stores every change of every balance. */
export const ledger = defineCapability({
  name: 'ledger',
  errors: {},
  events: {},
  keys: {},
  owns: { LedgerEntry: 'ledger_entries' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['ledger'],
  build: (deps) => {
    const ledger = new Ledger(deps);
    // Entries stay after the account is deleted, with only its random id.
    return {
      tables: { LedgerEntry: { exportOf: (userId) => ledger.exportOf(userId) } },
      services: { ledger },
    };
  },
});
