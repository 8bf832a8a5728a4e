import { defineCapability } from '../../platform/capabilities/capability.js';
import { Challenges } from './challenges.service.js';

declare module '../../core/services.js' {
  interface Services {
    challenges: Challenges;
  }
}

/** The steps that a client has begun and not finished: a sign-in, an enrolment, a step-up. */
export const challenges = defineCapability({
  name: 'challenges',
  errors: {},
  events: {},
  keys: {},
  owns: { Challenge: 'challenges' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['challenges'],
  build: (deps) => {
    const challenges = new Challenges(deps);
    return { tables: { Challenge: challenges }, services: { challenges } };
  },
});
