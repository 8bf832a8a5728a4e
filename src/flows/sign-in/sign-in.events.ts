import type { ConcernsAccount, EventDeclarations, InSession, MayConcernUser } from '../../core/events.js';

/** The detail of a sign-in on a device that is new to the user. */
export const NEW_DEVICE = 'new device';

/** The codes with which a sign-in with the right password is refused. */
export type SignInRefusal = 'ACCOUNT_SUSPENDED' | 'EMAIL_NOT_VERIFIED';

export interface SignInEvents {
  logged_in: ConcernsAccount & InSession & { readonly newDevice: boolean };
  login_failed: MayConcernUser & {
    /** Why a client with the right password was refused. Null if it was not the right one. */
    readonly because: SignInRefusal | null;
  };
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
    description:
      'A sign-in failed: the password was wrong, or it was right and the user is suspended or has not ' +
      'verified the email address. Then `detail` has the error code.',
    outcome: 'FAILURE',
    byUser: false,
    detail: ({ because }) => because,
  },
};
