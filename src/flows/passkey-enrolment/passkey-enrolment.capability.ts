import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, HOUR, MINUTE } from '../../platform/rate-limits/rules.js';
import { PasskeyEnrolment } from './passkey-enrolment.service.js';

declare module '../../core/services.js' {
  interface Services {
    passkeyEnrolment: PasskeyEnrolment;
  }
}

/** Adds, renames and removes passkeys. */
export const passkeyEnrolment = defineCapability({
  name: 'passkey-enrolment',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  operations: {
    startPasskeyRegistration: {
      token: 'required',
      throws: ['FORBIDDEN', 'INVALID_CODE'],
      limits: bySubject(everything(20, HOUR)),
      subject: byViewer,
    },
    addPasskey: {
      token: 'required',
      throws: ['INVALID_CREDENTIALS', 'PASSKEY_TAKEN', 'FORBIDDEN'],
      limits: bySubject(everything(20, HOUR)),
      subject: byViewer,
    },
    renamePasskey: {
      token: 'required',
      throws: ['NOT_FOUND'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
    removePasskey: {
      token: 'required',
      throws: ['NOT_FOUND', 'FORBIDDEN', 'INVALID_CODE'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
  },
  resolvers: async () => [
    (await import('./passkey-enrolment.resolver.js')).PasskeyEnrolmentResolver,
    (await import('./own-passkeys.resolver.js')).OwnPasskeysResolver,
  ],
  needs: [
    'randomness',
    'challenges',
    'ceremonies',
    'passkeys',
    'passkeyOwners',
    'passkeyProofs',
    'factorChanges',
    'removingFactors',
    'factorRemovals',
    'factorEnrolment',
  ],
  provides: ['passkeyEnrolment'],
  build: (deps) => ({ tables: {}, services: { passkeyEnrolment: new PasskeyEnrolment(deps) } }),
});
