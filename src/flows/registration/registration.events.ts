import type { ConcernsAccount, EventDeclarations, MayConcernUser } from '../../core/events.js';
import type { SessionId } from '../../core/ids.js';

/** Why no account was created, where the answer reveals something about the account of another user. */
export type RegistrationRefusal = 'USERNAME_TAKEN' | 'EMAIL_TAKEN' | 'INVALID_REFERRAL_CODE';

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
      'No account was created: the username or the email address is taken, or the referral code is unknown. `detail` has the error code.',
    outcome: 'FAILURE',
    byUser: false,
    detail: ({ because }) => because,
  },
  device_shared: {
    description:
      'More accounts were created on one device than `DEVICE_ACCOUNTS_LIMIT` allows; `detail` has their number. `userId` is null if the registration was refused.',
    outcome: 'FAILURE',
    byUser: true,
    suspicious: true,
    detail: ({ accounts }) => `${accounts} accounts`,
  },
};
