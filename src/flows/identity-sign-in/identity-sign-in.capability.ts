import { defineCapability } from '../../platform/capabilities/capability.js';
import { IdentitySignIns } from './identity-sign-ins.service.js';

declare module '../../core/services.js' {
  interface Services {
    identitySignIns: IdentitySignIns;
  }
}

/** The rules for the accounts of users who sign in with a provider. */
export const identitySignIn = defineCapability({
  name: 'identity-sign-in',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  needs: [],
  provides: ['identitySignIns'],
  build: () => ({ tables: {}, services: { identitySignIns: new IdentitySignIns() } }),
});
