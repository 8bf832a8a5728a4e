import type { EventDeclarations, MayConcernUser } from '../../core/events.js';

export interface CodeSignInEvents {
  sign_in_code_requested: MayConcernUser;
  sign_in_code_failed: MayConcernUser;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends CodeSignInEvents {}
}

export const codeSignInEvents: EventDeclarations<keyof CodeSignInEvents> = {
  sign_in_code_requested: {
    description: 'A client requested a mailed code, to sign in or to register.',
    outcome: 'SUCCESS',
    byUser: false,
  },
  sign_in_code_failed: {
    description: 'A client entered a wrong mailed code.',
    outcome: 'FAILURE',
    byUser: false,
  },
};
