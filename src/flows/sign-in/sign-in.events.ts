import type { ConcernsAccount, EventDeclarations, InSession, MayConcernUser } from '../../core/events.js';

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
    description: 'A user signed in with a password; `metadata.newDevice` tells whether the device was new.',
    outcome: 'SUCCESS',
    byUser: true,
    metadata: { newDevice: 'user' },
  },
  login_failed: {
    description:
      'A sign-in failed: the password was wrong, or it was right and the user is suspended or has not ' +
      'verified the email address. Then `metadata.because` is the error code, otherwise null.',
    outcome: 'FAILURE',
    byUser: false,
    metadata: { because: 'user' },
  },
};
