import type { ConcernsAccount, EventDeclarations } from '../../core/events.js';
import type { SessionId, UserId } from '../../core/ids.js';
import type { Role } from '../../core/viewer.js';

export interface InvitationEvents {
  user_invited: ConcernsAccount & {
    /** Null for the operator, who has no account. */
    readonly actorId: UserId | null;
    readonly sessionId: SessionId | null;
    readonly role: Role;
  };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends InvitationEvents {}
}

export const invitationEvents: EventDeclarations<keyof InvitationEvents> = {
  user_invited: {
    description:
      'An administrator or the operator invited the user, who got a mail with a link to set the first ' +
      'password; `metadata.role` is the role.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { role: 'user' },
  },
};
