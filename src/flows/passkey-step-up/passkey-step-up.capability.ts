import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, MINUTE } from '../../platform/rate-limits/rules.js';
import { PasskeyStepUp } from './passkey-step-up.service.js';

declare module '../../core/services.js' {
  interface Services {
    passkeyStepUp: PasskeyStepUp;
  }
}

/** Lets a signed-in user prove again who they are, with a passkey. Nobody can guess what a passkey signs. */
export const passkeyStepUp = defineCapability({
  name: 'passkey-step-up',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  operations: {
    startPasskeyReauthentication: {
      token: 'required',
      throws: [],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
    reauthenticateWithPasskey: {
      token: 'required',
      throws: ['INVALID_CREDENTIALS'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
  },
  resolvers: async () => [(await import('./passkey-step-up.resolver.js')).PasskeyStepUpResolver],
  needs: ['randomness', 'challenges', 'ceremonies', 'passkeys', 'passkeyProofs', 'stepUps', 'audit'],
  provides: ['passkeyStepUp'],
  build: (deps) => ({ tables: {}, services: { passkeyStepUp: new PasskeyStepUp(deps) } }),
});
