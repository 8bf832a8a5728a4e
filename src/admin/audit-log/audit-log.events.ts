import type { ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';
import type { UserId } from '../../core/ids.js';

export interface AuditLogEvents {
  administration_read: ConcernsUser &
    InSession & {
      readonly actorId: UserId;
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
      'An administrator read the data of other users; `detail` names the operation and its filters. Recorded once in ten ' +
      'minutes for the same filter, and listed only if `types` asks for it.',
    outcome: 'SUCCESS',
    byUser: false,
    detail: ({ operation, filteredBy }) =>
      filteredBy.length > 0 ? `${operation} by ${filteredBy.join(', ')}` : operation,
  },
};
