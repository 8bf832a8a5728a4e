import { defineCapability } from '../../platform/capabilities/capability.js';
import type { OnRead } from '../../platform/graphql/records-reading.js';
import { ReadingRecord } from './reading-record.service.js';

declare module '../../core/services.js' {
  interface Services {
    /** Hears of each reading of other people's data. */
    onRead: OnRead;
  }
}

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    recordedReads: KeyedHash;
  }
}

/** Reading what happened, and recording which administrator reads other people's data. */
export const auditLog = defineCapability({
  name: 'audit-log',
  errors: {},
  keys: {
    recordedReads: {
      kind: 'hash',
      label: 'recorded-reads',
      protects: 'readings’ names',
      afterRotation: 'a reading of the last ten minutes is recorded once more',
    },
  },
  owns: { RecordedRead: 'recorded_reads' },
  operations: { auditEvents: { token: 'required', throws: ['FORBIDDEN'] } },
  resolvers: async () => [(await import('./audit-events.resolver.js')).AuditEventsResolver],
  needs: ['clock', 'log', 'audit', 'keys'],
  provides: ['onRead'],
  build: ({ keys, ...deps }) => {
    const readingRecord = new ReadingRecord({ ...deps, names: keys.recordedReads });
    return {
      tables: { RecordedRead: { purge: (...batch) => readingRecord.purge(...batch) } },
      services: { onRead: readingRecord.onRead },
    };
  },
});
