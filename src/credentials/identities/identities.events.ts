import type { EmailAddress } from '../../core/email-address.js';
import type { ConcernsAccount, EventDeclarations, InSession } from '../../core/events.js';
import type { SessionId } from '../../core/ids.js';

export interface IdentityEvents {
  identity_linked: ConcernsAccount & {
    /** Null if the link opened no session, or before the session was opened. */
    readonly sessionId: SessionId | null;
    /** The name of the provider in the settings. */
    readonly provider: string;
    /** Whether the account was made with the identity. */
    readonly atSignUp: boolean;
    /** The address that the provider vouches for. It is not kept. */
    readonly provenAddress: EmailAddress | null;
  };
  identity_unlinked: ConcernsAccount & InSession & { readonly provider: string };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends IdentityEvents {}
}

export const identityEvents: EventDeclarations<keyof IdentityEvents> = {
  identity_linked: {
    description:
      'An account at a sign-in provider was linked to the user, who can sign in with it from now on. ' +
      '`metadata.provider` is the provider, and `metadata.atSignUp` tells whether the user signed up with it.',
    outcome: 'SUCCESS',
    byUser: true,
    metadata: { provider: 'user', atSignUp: 'user' },
  },
  identity_unlinked: {
    description:
      'The user removed an account at a sign-in provider, the `metadata.provider`. Every other session of the user ' +
      'ended.',
    outcome: 'SUCCESS',
    byUser: true,
    metadata: { provider: 'user' },
  },
};
