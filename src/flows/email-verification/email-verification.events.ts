import type { ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';

export interface EmailVerificationEvents {
  email_verification_requested: ConcernsUser & InSession;
  email_verified: ConcernsUser;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends EmailVerificationEvents {}
}

export const emailVerificationEvents: EventDeclarations<keyof EmailVerificationEvents> = {
  email_verification_requested: {
    description: 'The user requested a link to verify the email address.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  email_verified: {
    description: 'The user verified the email address with a mailed link.',
    outcome: 'SUCCESS',
    byUser: true,
  },
};
