import type { ConcernsUser, EventDeclarations } from '../../core/events.js';

export interface ImportExportEvents {
  user_created: ConcernsUser;
  users_imported: { readonly users: number };
  users_exported: { readonly hashes: boolean; readonly secondFactors: boolean };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends ImportExportEvents {}
}

export const importExportEvents: EventDeclarations<keyof ImportExportEvents> = {
  user_created: { description: 'The operator created the account.', outcome: 'SUCCESS', byUser: false },
  users_imported: {
    description:
      'The operator imported accounts from another system; `metadata.users` is the number of accounts in one batch.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { users: 'administrators' },
  },
  users_exported: {
    description:
      'The operator exported all accounts; `metadata.hashes` tells whether with the password hashes, and ' +
      '`metadata.secondFactors` whether with the second factors.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { hashes: 'administrators', secondFactors: 'administrators' },
  },
};
