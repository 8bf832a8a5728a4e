import type { ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';

export interface EmailChangeEvents {
  email_change_requested: ConcernsUser & InSession;
  email_change_failed: ConcernsUser & InSession;
  email_changed: ConcernsUser;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends EmailChangeEvents {}
}

export const emailChangeEvents: EventDeclarations<keyof EmailChangeEvents> = {
  email_change_requested: {
    description: 'The user gave the password and requested a link to change the email address.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  email_change_failed: {
    description: 'A signed-in client tried to change the email address with a wrong password.',
    outcome: 'FAILURE',
    byUser: false,
  },
  email_changed: {
    description: 'The user changed the email address with a link that was mailed to the new address.',
    outcome: 'SUCCESS',
    byUser: true,
  },
};
