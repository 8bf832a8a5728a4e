import { defineCapability } from '../../platform/capabilities/capability.js';
import { Ledger } from './ledger.service.js';
import { LedgerEntries } from './ledger-entries.service.js';

declare module '../../core/services.js' {
  interface Services {
    ledger: Ledger;
    ledgerEntries: LedgerEntries;
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
  resolvers: async () => [(await import('./ledger.resolver.js')).LedgerResolver],
  provides: ['ledger', 'ledgerEntries'],
  build: (deps) => {
    const ledger = new Ledger(deps);
    const ledgerEntries = new LedgerEntries(deps);
    // Entries stay after the account is deleted, with only its random id.
    return {
      tables: { LedgerEntry: { exportOf: (userId) => ledger.exportOf(userId) } },
      nodes: { LedgerEntry: (viewer, id) => ledgerEntries.findNode(viewer, id) },
      services: { ledger, ledgerEntries },
    };
  },
});
