import type { EventDeclarations } from '../../core/events.js';
import type { SessionId, UserId } from '../../core/ids.js';
import type { ProviderProblem } from './provider-failure.js';

export interface ProviderSignInEvents {
  provider_sign_in_failed: {
    /** The signed-in user who wanted to link the provider or to prove themselves with it. Otherwise null. */
    readonly userId: UserId | null;
    readonly sessionId: SessionId | null;
    readonly provider: string;
    readonly because: ProviderProblem;
  };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends ProviderSignInEvents {}
}

export const providerSignInEvents: EventDeclarations<keyof ProviderSignInEvents> = {
  provider_sign_in_failed: {
    description:
      'A sign-in with a provider failed before the provider had told who the person is. `metadata.provider` names ' +
      'the provider, and `metadata.because` the reason: `denied`, `unreachable`, `refused`, `idToken`, `subject` or ' +
      '`notFresh`.',
    outcome: 'FAILURE',
    byUser: false,
    metadata: { provider: 'administrators', because: 'administrators' },
    logFields: ({ provider, because }) => ({ provider, because }),
  },
};
