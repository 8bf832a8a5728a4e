import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, HOUR } from '../../platform/rate-limits/rules.js';
import { dataExportEvents } from './data-export.events.js';
import { DataExport } from './data-export.service.js';

declare module '../../core/services.js' {
  interface Services {
    dataExport: DataExport;
  }
}

/** Exports the stored data of a user to that user. */
export const dataExport = defineCapability({
  name: 'data-export',
  errors: {},
  events: dataExportEvents,
  keys: {},
  owns: {},
  operations: {
    exportMyData: {
      token: 'required',
      throws: [],
      limits: bySubject(everything(10, HOUR)),
      subject: byViewer,
    },
  },
  resolvers: async () => [(await import('./data-export.resolver.js')).DataExportResolver],
  needs: ['clock', 'audit', 'userTables'],
  provides: ['dataExport'],
  build: (deps) => ({ tables: {}, services: { dataExport: new DataExport(deps) } }),
});
