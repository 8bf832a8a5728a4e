import { defineCapability } from '../../platform/capabilities/capability.js';

/** The number of newest events in an export. An export is one response, so its size is limited (DO-7). */
const NEWEST = 1000;

/** The audit trail: the events of the service in the database. */
export const auditTrail = defineCapability({
  name: 'audit',
  errors: {},
  events: {},
  keys: {},
  owns: { AuditEvent: 'audit_events' },
  needs: ['audit'],
  provides: [],
  build: ({ audit }) => ({
    tables: {
      AuditEvent: {
        exportOf: async (userId) => ({
          events: { newest: await audit.findAsUser({ userId }, NEWEST, null), limitedTo: NEWEST },
        }),
        forget: (tx, userId) => audit.forget(tx, userId),
      },
    },
    services: {},
  }),
});
