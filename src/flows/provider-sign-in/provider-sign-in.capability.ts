import { defineCapability } from '../../platform/capabilities/capability.js';
import { ProviderFlows } from './provider-flows.service.js';

declare module '../../core/services.js' {
  interface Services {
    providerFlows: ProviderFlows;
  }
}

/** Signs users in with their accounts at providers: Google, GitHub, Apple, Microsoft, or any with OpenID Connect. */
export const providerSignIn = defineCapability({
  name: 'provider-sign-in',
  errors: {},
  events: {},
  keys: {},
  owns: { ProviderFlow: 'provider_flows' },
  needs: ['database'],
  provides: ['providerFlows'],
  build: (deps) => ({ tables: { ProviderFlow: {} }, services: { providerFlows: new ProviderFlows(deps) } }),
});
