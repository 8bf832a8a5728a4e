import { defineCapability } from '../../platform/capabilities/capability.js';
import { Ledger } from './ledger.service.js';

declare module '../../core/services.js' {
  interface Services {
    ledger: Ledger;
  }
}

/** Every change of every balance. */
export const ledger = defineCapability({
  name: 'ledger',
  errors: {},
  keys: {},
  owns: { LedgerEntry: 'ledger_entries' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['ledger'],
  build: (deps) => {
    const ledger = new Ledger(deps);
    // Entries outlive the account, of which they keep a random id alone.
    return {
      tables: { LedgerEntry: { exportOf: (userId) => ledger.exportOf(userId) } },
      services: { ledger },
    };
  },
});
