import { ownPassword } from '../../credentials/passwords/own-password-limits.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { bySession, byViewer } from '../../platform/graphql/subject.js';
import { bySubject, DAY, everything, failures, QUARTER_HOUR } from '../../platform/rate-limits/rules.js';
import { OwnerProofs } from './owner-proofs.service.js';
import { Reauthentication } from './reauthentication.service.js';
import { stepUpEvents } from './step-up.events.js';
import { StepUps } from './step-ups.service.js';

declare module '../../core/services.js' {
  interface Services {
    stepUps: StepUps;
    reauthentication: Reauthentication;
    ownerProofs: OwnerProofs;
  }
}

/** Lets a signed-in user prove again who they are (RFC 9470). */
export const stepUp = defineCapability({
  name: 'step-up',
  errors: {},
  events: stepUpEvents,
  keys: {},
  owns: {},
  operations: {
    reauthenticateWithPassword: {
      token: 'required',
      throws: ['INVALID_CREDENTIALS'],
      limits: { address: [everything(60, QUARTER_HOUR)], subject: ownPassword },
      subject: byViewer,
    },
    // By session: the thief of one access token uses up the budget of that session alone.
    reauthenticateWithTotp: {
      token: 'required',
      throws: ['INVALID_CODE'],
      limits: {
        address: [everything(60, QUARTER_HOUR)],
        subject: [failures(5, DAY)],
      },
      subject: bySession,
    },
  },
  limits: {
    // By account: a thief who opens one session after another must not get a new budget with each.
    stepUpTotp: bySubject(failures(20, DAY)),
  },
  resolvers: async () => [(await import('./step-up.resolver.js')).StepUpResolver],
  needs: [
    'clock',
    'users',
    'passwords',
    'totpSecrets',
    'sessionAuthentication',
    'stepUpGuard',
    'audit',
    'limits',
  ],
  provides: ['stepUps', 'reauthentication', 'ownerProofs'],
  build: (deps) => {
    const stepUps = new StepUps(deps);
    const reauthentication = new Reauthentication({ ...deps, stepUps });
    return { tables: {}, services: { stepUps, reauthentication, ownerProofs: new OwnerProofs(deps) } };
  },
});
