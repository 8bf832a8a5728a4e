import type { ConcernsAccount, EventDeclarations, MayConcernUser } from '../../core/events.js';

export interface PasswordResetEvents {
  password_reset_requested: MayConcernUser;
  password_reset: ConcernsAccount;
  invitation_accepted: ConcernsAccount;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends PasswordResetEvents {}
}

export const passwordResetEvents: EventDeclarations<keyof PasswordResetEvents> = {
  password_reset_requested: {
    description: 'A client requested a link to reset the password.',
    outcome: 'SUCCESS',
    byUser: false,
  },
  password_reset: {
    description: 'The user set a new password with a mailed link.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  invitation_accepted: {
    description: 'The user set the first password with the link of an invitation, which verified the email.',
    outcome: 'SUCCESS',
    byUser: true,
  },
};
