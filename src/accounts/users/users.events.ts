import type { ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';
import type { SessionId, UserId } from '../../core/ids.js';

export interface UserEvents {
  profile_updated: ConcernsUser & InSession & { readonly fields: readonly string[] };
  service_keys_left: ConcernsUser & {
    /** Null for the operator, who has no account. */
    readonly actorId: UserId | null;
    readonly sessionId: SessionId | null;
    readonly keys: number;
  };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends UserEvents {}
}

export const userEvents: EventDeclarations<keyof UserEvents> = {
  profile_updated: {
    description: 'The user changed the profile; `metadata.fields` names the fields.',
    outcome: 'SUCCESS',
    byUser: true,
    // The names of the fields, never their values: those would outlive the account (DR-6).
    metadata: { fields: 'user' },
  },
  service_keys_left: {
    description:
      'An administrator who had created service keys was demoted, suspended or deleted. The keys still work; `metadata.keys` is their number.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { keys: 'user' },
  },
};
