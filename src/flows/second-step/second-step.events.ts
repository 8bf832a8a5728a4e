import type { ConcernsAccount, EventDeclarations } from '../../core/events.js';

export interface SecondStepEvents {
  recovery_code_used: ConcernsAccount & {
    /** How many unused codes the user has now. */
    readonly left: number;
  };
  second_factor_abandoned: ConcernsAccount;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends SecondStepEvents {}
}

export const secondStepEvents: EventDeclarations<keyof SecondStepEvents> = {
  recovery_code_used: {
    description:
      'The user signed in with a recovery code, or removed a second factor with one. `metadata.left` is the number ' +
      'of codes that remain.',
    outcome: 'SUCCESS',
    byUser: true,
    metadata: { left: 'user' },
  },
  second_factor_abandoned: {
    description: 'The first factor of a sign-in was right, and the right second one was not entered in time.',
    outcome: 'FAILURE',
    byUser: false,
    suspicious: true,
  },
};
