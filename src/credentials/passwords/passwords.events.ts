import type { ConcernsAccount, ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';

export interface PasswordEvents {
  password_changed: ConcernsAccount & InSession;
  password_change_failed: ConcernsUser & InSession;
  breached_password_used: ConcernsAccount;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends PasswordEvents {}
}

export const passwordEvents: EventDeclarations<keyof PasswordEvents> = {
  password_changed: {
    description: 'The user gave the current password and set a new one, or set the first one.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  password_change_failed: {
    description: 'A signed-in client tried to change the password with a wrong current password.',
    outcome: 'FAILURE',
    byUser: false,
  },
  breached_password_used: {
    description:
      'A correct password turned out to be in a list of stolen passwords. Recorded once for each password.',
    outcome: 'SUCCESS',
    byUser: false,
    suspicious: true,
  },
};
