import { defineCapability } from '../../platform/capabilities/capability.js';

/** An export is one answer, which must have an end (DO-7): of events, the newest. */
const NEWEST = 1000;

/** What happened, in the database. */
export const auditTrail = defineCapability({
  name: 'audit',
  errors: {},
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
