import type { ConcernsAccount, EventDeclarations, InSession, MayConcernUser } from '../../core/events.js';

/** The detail of a sign-in on a device that is new to the user. */
export const NEW_DEVICE = 'new device';

export interface SignInEvents {
  logged_in: ConcernsAccount & InSession & { readonly newDevice: boolean };
  login_failed: MayConcernUser;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends SignInEvents {}
}

export const signInEvents: EventDeclarations<keyof SignInEvents> = {
  logged_in: {
    description: 'A user signed in with a password; `detail` says so if the device was new.',
    outcome: 'SUCCESS',
    byUser: true,
    detail: ({ newDevice }) => (newDevice ? NEW_DEVICE : null),
  },
  login_failed: {
    description: 'A sign-in failed: the password was wrong, or it was right and the user is suspended.',
    outcome: 'FAILURE',
    byUser: false,
  },
};
