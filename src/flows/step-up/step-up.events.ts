import type { AuthMethod } from '../../core/assurance.js';
import type { ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';

export interface StepUpEvents {
  reauthenticated: ConcernsUser & InSession & { readonly methods: readonly AuthMethod[] };
  reauthentication_failed: ConcernsUser & InSession;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends StepUpEvents {}
}

export const stepUpEvents: EventDeclarations<keyof StepUpEvents> = {
  reauthenticated: {
    description:
      'A signed-in user proved again who they are. `metadata.methods` tells how, as values of `amr`.',
    outcome: 'SUCCESS',
    byUser: true,
    metadata: { methods: 'user' },
  },
  reauthentication_failed: {
    description: 'A signed-in client failed to prove again who the user is.',
    outcome: 'FAILURE',
    byUser: false,
    suspicious: true,
  },
};
