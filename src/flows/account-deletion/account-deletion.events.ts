import type { ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';

export interface AccountDeletionEvents {
  account_deletion_failed: ConcernsUser & InSession;
  account_deleted: ConcernsUser & InSession;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends AccountDeletionEvents {}
}

export const accountDeletionEvents: EventDeclarations<keyof AccountDeletionEvents> = {
  account_deletion_failed: {
    description: 'A signed-in client tried to delete the account with a wrong password.',
    outcome: 'FAILURE',
    byUser: false,
  },
  account_deleted: {
    description: 'The user gave the password and deleted the account.',
    outcome: 'SUCCESS',
    byUser: true,
  },
};
