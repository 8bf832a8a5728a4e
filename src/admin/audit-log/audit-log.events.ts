import type { EventActor } from '../../core/event-actor.js';
import type { EventDeclarations, MayConcernUser } from '../../core/events.js';

export interface AuditLogEvents {
  administration_read: MayConcernUser &
    EventActor & {
      readonly operation: string;
      readonly filteredBy: readonly string[];
    };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends AuditLogEvents {}
}

export const auditLogEvents: EventDeclarations<keyof AuditLogEvents> = {
  administration_read: {
    description:
      'An administrator or a service read the data of other users; `metadata` has the `operation`, and in `filteredBy` the names of its filters. ' +
      'Recorded once in ten minutes for the same filter, and listed only if `types` asks for it.',
    outcome: 'SUCCESS',
    byUser: false,
    // The filters may name other users, or tell what administrators look for.
    metadata: { operation: 'user', filteredBy: 'administrators' },
  },
};
