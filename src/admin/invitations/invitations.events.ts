import type { EventActor } from '../../core/event-actor.js';
import type { ConcernsAccount, EventDeclarations } from '../../core/events.js';
import type { Role } from '../../core/viewer.js';

export interface InvitationEvents {
  user_invited: ConcernsAccount & EventActor & { readonly role: Role };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends InvitationEvents {}
}

export const invitationEvents: EventDeclarations<keyof InvitationEvents> = {
  user_invited: {
    description:
      'An administrator, a service or the operator invited the user, who got a mail with a link to set the first ' +
      'password; `metadata.role` is the role.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { role: 'user' },
  },
};
