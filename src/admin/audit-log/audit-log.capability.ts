import { defineCapability } from '../../platform/capabilities/capability.js';
import type { OnRead } from '../../platform/graphql/records-reading.js';
import { auditLogEvents } from './audit-log.events.js';
import { AuditLog } from './audit-log.service.js';
import { ReadingRecord } from './reading-record.service.js';

declare module '../../core/services.js' {
  interface Services {
    /** Called each time an administrator reads the data of other users. */
    onRead: OnRead;
    auditLog: AuditLog;
  }
}

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    recordedReads: KeyedHash;
  }
}

/** Lists audit events, and records which administrator reads the data of other users. */
export const auditLog = defineCapability({
  name: 'audit-log',
  errors: {},
  events: auditLogEvents,
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
  resolvers: async (_config: unknown, events) => {
    const { nameAuditEventTypes } = await import('./audit-event.type.js');
    nameAuditEventTypes(events);
    return [(await import('./audit-events.resolver.js')).AuditEventsResolver];
  },
  needs: ['stepUpGuard', 'clock', 'log', 'audit', 'auditEntries', 'keys', 'userVisibility'],
  provides: ['onRead', 'auditLog'],
  build: ({ keys, ...deps }) => {
    const auditLog = new AuditLog(deps);
    const readingRecord = new ReadingRecord({ ...deps, names: keys.recordedReads });
    return {
      tables: { RecordedRead: { purge: (...batch) => readingRecord.purge(...batch) } },
      nodes: { AuditEvent: (viewer, id) => auditLog.findNode(viewer, id) },
      services: { onRead: readingRecord.onRead, auditLog },
    };
  },
});
