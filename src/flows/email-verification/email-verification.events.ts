import type { ConcernsUser, EventDeclarations } from '../../core/events.js';
import type { SessionId } from '../../core/ids.js';

export interface EmailVerificationEvents {
  email_verification_requested: ConcernsUser & {
    /** Null if the user has no session before the address is verified. */
    readonly sessionId: SessionId | null;
  };
  email_verified: ConcernsUser;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends EmailVerificationEvents {}
}

export const emailVerificationEvents: EventDeclarations<keyof EmailVerificationEvents> = {
  email_verification_requested: {
    description:
      'The user requested a link to verify the email address, or tried to sign in and must verify it first.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  email_verified: {
    description: 'The user verified the email address with a mailed link, also one that resets the password.',
    outcome: 'SUCCESS',
    byUser: true,
  },
};
