import type { ProfileClaim } from '../../core/profile-claims.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { byAddress, failures, QUARTER } from '../../platform/rate-limits/rules.js';
import { Introspection } from './introspection.service.js';

declare module '../../core/services.js' {
  interface Services {
    introspection: Introspection;
  }
}

/** Telling other services whether a token is good now. */
export const introspection = defineCapability({
  name: 'introspection',
  errors: {},
  keys: {},
  owns: {},
  operations: {
    introspectToken: {
      // A user's token is nothing to it: a service shows a key of its own.
      token: 'never',
      throws: [],
      // Unknown keys, counted once they have turned out to be: a good one never meets this limit.
      limits: byAddress(failures(10, QUARTER)),
    },
  },
  resolvers: async () => [(await import('./introspection.resolver.js')).IntrospectionResolver],
  needs: ['database', 'clock', 'accessTokens', 'generations', 'serviceKeys'],
  provides: ['introspection'],
  build: (deps, config: { publicUrl: string; accessTokenClaims: readonly ProfileClaim[] }) => ({
    tables: {},
    services: { introspection: new Introspection(deps, { ...config, issuer: config.publicUrl }) },
  }),
});
