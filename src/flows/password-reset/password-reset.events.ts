import type { ConcernsAccount, EventDeclarations, MayConcernUser } from '../../core/events.js';

export interface PasswordResetEvents {
  password_reset_requested: MayConcernUser;
  password_reset: ConcernsAccount;
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
};
