import type { ConcernsAccount, ConcernsUser, EventDeclarations } from '../../core/events.js';
import type { MailboxMethod } from './reclaiming.service.js';

export interface ReclaimingEvents {
  account_reclaimed: ConcernsAccount & {
    /** What proved the mailbox. */
    readonly method: MailboxMethod;
  };
  registration_disowned: ConcernsUser;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends ReclaimingEvents {}
}

export const reclaimingEvents: EventDeclarations<keyof ReclaimingEvents> = {
  account_reclaimed: {
    description:
      'A person proved control of the mailbox of an account that had never proved it. The password, the second factors, ' +
      'the linked providers and the sessions of the account ended. `metadata.method` is `code` or `provider`.',
    outcome: 'SUCCESS',
    byUser: true,
    metadata: { method: 'user' },
  },
  registration_disowned: {
    description:
      'The owner of the mailbox said that another person registered with it. Everything that opened the account ended.',
    outcome: 'SUCCESS',
    byUser: false,
    suspicious: true,
  },
};
