import { defineCapability } from '../../platform/capabilities/capability.js';

/** The number of newest events in an export. An export is one response, so its size is limited (DO-7). */
const NEWEST = 1000;
const NEWEST_OF_ALL = { count: NEWEST, after: null, before: null, backwards: false };

/** The audit trail: the events of the service in the database. */
export const auditTrail = defineCapability({
  name: 'audit',
  errors: {},
  events: {},
  keys: {},
  owns: { AuditEvent: 'audit_events' },
  needs: ['audit', 'auditEntries'],
  provides: [],
  build: ({ audit, auditEntries }) => ({
    tables: {
      AuditEvent: {
        exportOf: async (userId) => ({
          events: { newest: await auditEntries.findAsUser({ userId }, NEWEST_OF_ALL), limitedTo: NEWEST },
        }),
        forget: (tx, userId) => audit.forget(tx, userId),
      },
    },
    services: {},
  }),
});
