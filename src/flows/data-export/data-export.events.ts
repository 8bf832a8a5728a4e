import type { ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';

export interface DataExportEvents {
  data_exported: ConcernsUser & InSession;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends DataExportEvents {}
}

export const dataExportEvents: EventDeclarations<keyof DataExportEvents> = {
  data_exported: {
    description: 'The user exported all data that the service stores about them.',
    outcome: 'SUCCESS',
    byUser: true,
  },
};
