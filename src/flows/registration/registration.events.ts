import type { ConcernsAccount, EventDeclarations, MayConcernUser } from '../../core/events.js';
import type { SessionId } from '../../core/ids.js';

/** Why no account was created, where the answer reveals which names are taken or free. */
export type RegistrationRefusal =
  | 'BAD_USER_INPUT'
  | 'WEAK_PASSWORD'
  | 'USERNAME_TAKEN'
  | 'EMAIL_TAKEN'
  | 'INVALID_REFERRAL_CODE';

export interface RegistrationEvents {
  registered: ConcernsAccount & {
    /** Null if the user must verify the email address first. */
    readonly sessionId: SessionId | null;
  };
  registration_refused: MayConcernUser & { readonly because: RegistrationRefusal };
  device_shared: MayConcernUser & { readonly accounts: number };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends RegistrationEvents {}
}

export const registrationEvents: EventDeclarations<keyof RegistrationEvents> = {
  registered: { description: 'A user registered.', outcome: 'SUCCESS', byUser: true },
  registration_refused: {
    description:
      'No account was created: the username or the email address is taken, the input or the password breaks a rule, or the referral code is unknown. `metadata.because` is the error code.',
    outcome: 'FAILURE',
    byUser: false,
    metadata: { because: 'user' },
  },
  device_shared: {
    description:
      'More accounts were created on one device than `DEVICE_ACCOUNTS_LIMIT` allows; `metadata.accounts` is their number. `userId` is null if the registration was refused.',
    outcome: 'FAILURE',
    byUser: true,
    suspicious: true,
    metadata: { accounts: 'user' },
  },
};
