import type { ConcernsAccount, EventDeclarations, InSession, MayConcernUser } from '../../core/events.js';

export interface SignInEvents {
  logged_in: ConcernsAccount & InSession & { readonly newDevice: boolean };
  login_failed: MayConcernUser;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends SignInEvents {}
}

export const signInEvents: EventDeclarations<keyof SignInEvents> = {
  logged_in: {
    description: 'A user signed in with a password; `metadata.newDevice` tells whether the device was new.',
    outcome: 'SUCCESS',
    byUser: true,
    metadata: { newDevice: 'user' },
  },
  login_failed: {
    description: 'A sign-in failed: the password was wrong, or it was right and the user is suspended.',
    outcome: 'FAILURE',
    byUser: false,
  },
};
