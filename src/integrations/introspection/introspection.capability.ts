import type { ProfileClaim } from '../../core/profile-claims.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { byAddress, failures, QUARTER_HOUR } from '../../platform/rate-limits/rules.js';
import { Introspection } from './introspection.service.js';

declare module '../../core/services.js' {
  interface Services {
    introspection: Introspection;
  }
}

/** Tells other services whether an access token is valid now (RFC 7662). */
export const introspection = defineCapability({
  name: 'introspection',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  operations: {
    introspectToken: {
      // Services authenticate with a service key, not with a user's token.
      token: 'never',
      throws: ['UNAUTHENTICATED', 'TOKEN_INVALID', 'FORBIDDEN'],
      // Counts unknown and revoked keys, after the lookup. A valid key never reaches this limit.
      limits: byAddress(failures(10, QUARTER_HOUR)),
    },
  },
  resolvers: async () => [(await import('./introspection.resolver.js')).IntrospectionResolver],
  needs: ['database', 'clock', 'accessTokens', 'generations', 'sessionLife', 'serviceAuthentication'],
  provides: ['introspection'],
  build: (
    deps,
    config: { publicUrl: string; accessTokenClaims: readonly ProfileClaim[]; mfaForEverybody: boolean },
  ) => ({
    tables: {},
    services: { introspection: new Introspection(deps, { ...config, issuer: config.publicUrl }) },
  }),
});
