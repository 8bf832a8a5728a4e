import { Duration } from '../../core/duration.js';
import { ownPassword } from '../../credentials/passwords/own-password-limits.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { DataErasure } from '../../platform/database/data-erasure.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { everything, QUARTER_HOUR } from '../../platform/rate-limits/rules.js';
import { accountDeletionEvents } from './account-deletion.events.js';
import { accountDeletionMails } from './account-deletion.mails.js';
import { AccountDeletion } from './account-deletion.service.js';

declare module '../../core/services.js' {
  interface Services {
    deletion: AccountDeletion;
  }
}

/** Long enough to handle several deletions together, and for the last mail to be sent. */
const FORGETTING_PAUSE = Duration.seconds(10);

/** Deletes an account immediately and permanently. */
export const accountDeletion = defineCapability({
  name: 'account-deletion',
  errors: {},
  events: accountDeletionEvents,
  keys: {},
  owns: {},
  operations: {
    deleteAccount: {
      token: 'required',
      throws: ['INVALID_CREDENTIALS', 'FORBIDDEN'],
      limits: { address: [everything(60, QUARTER_HOUR)], subject: ownPassword },
      subject: byViewer,
    },
  },
  mails: accountDeletionMails,
  resolvers: async () => [(await import('./account-deletion.resolver.js')).AccountDeletionResolver],
  needs: [
    'clock',
    'users',
    'administrators',
    'keyCreators',
    'ownerProofs',
    'userChanges',
    'userTables',
    'outbox',
    'audit',
    'databaseFiles',
    'log',
  ],
  provides: ['deletion'],
  build: ({ databaseFiles, log, ...deps }) => {
    const files = new DataErasure({ database: databaseFiles, log }, FORGETTING_PAUSE);
    return {
      tables: {},
      services: { deletion: new AccountDeletion({ ...deps, files }) },
      background: [{ stop: () => files.finish() }],
    };
  },
});
