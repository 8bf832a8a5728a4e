import type { AuthMethod } from '../../core/assurance.js';
import type {
  ConcernsAccount,
  ConcernsUser,
  EventDeclarations,
  InSession,
  MayConcernUser,
} from '../../core/events.js';

/** The codes with which a sign-in with the right password is refused. */
export type SignInRefusal = 'ACCOUNT_SUSPENDED' | 'EMAIL_NOT_VERIFIED';

/** `USED`: the device stood in for the second factor. `GIVEN`: the user trusted it in this sign-in. */
export type DeviceTrust = 'USED' | 'GIVEN';

export interface SignInEvents {
  logged_in: ConcernsAccount &
    InSession & {
      readonly newDevice: boolean;
      readonly methods: readonly AuthMethod[];
      readonly trustedDevice: DeviceTrust | null;
    };
  second_factor_required: ConcernsUser;
  second_factor_failed: ConcernsAccount & {
    /** The attempts that the sign-in still allows. */
    readonly attemptsLeft: number;
  };
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
    description:
      'A user signed in. `metadata.newDevice` tells whether the device was new, `metadata.methods` how the user ' +
      'proved who they are, as values of `amr`, and `metadata.trustedDevice` whether the device stood in for the ' +
      'second factor (`USED`) or became a trusted one (`GIVEN`); otherwise it is null.',
    outcome: 'SUCCESS',
    byUser: true,
    metadata: { newDevice: 'user', methods: 'user', trustedDevice: 'user' },
  },
  second_factor_required: {
    description: 'The first factor of a sign-in was right, and the service asked for the second one.',
    outcome: 'SUCCESS',
    byUser: false,
  },
  second_factor_failed: {
    description:
      'The first factor of a sign-in was right, and the second one was wrong. `metadata.attemptsLeft` is the number of ' +
      'attempts that the sign-in still allows.',
    outcome: 'FAILURE',
    byUser: false,
    suspicious: true,
    metadata: { attemptsLeft: 'user' },
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
