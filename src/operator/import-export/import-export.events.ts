import type { ConcernsUser, EventDeclarations } from '../../core/events.js';

export interface ImportExportEvents {
  user_created: ConcernsUser;
  users_imported: { readonly users: number };
  users_exported: { readonly hashes: boolean };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends ImportExportEvents {}
}

export const importExportEvents: EventDeclarations<keyof ImportExportEvents> = {
  user_created: { description: 'The operator created the account.', outcome: 'SUCCESS', byUser: false },
  users_imported: {
    description:
      'The operator imported accounts from another system; `detail` has the number of accounts in one batch.',
    outcome: 'SUCCESS',
    byUser: false,
    detail: ({ users }) => `${users} users`,
  },
  users_exported: {
    description: 'The operator exported all accounts; `detail` says whether with the password hashes.',
    outcome: 'SUCCESS',
    byUser: false,
    detail: ({ hashes }) => (hashes ? 'with hashes' : 'without hashes'),
  },
};
