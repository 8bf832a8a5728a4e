import { defineCapability } from '../../platform/capabilities/capability.js';
import { OneTimeTokens } from './one-time-tokens.service.js';
import { SessionBoundTokens } from './session-bound-tokens.service.js';

declare module '../../core/services.js' {
  interface Services {
    oneTimeTokens: OneTimeTokens;
    sessionBoundTokens: SessionBoundTokens;
  }
}

declare module '../../core/errors.js' {
  interface ReasonCatalogue {
    deadLink: true;
  }
}

/** The one-time tokens in mailed links, and those that a signed-in user types. */
export const oneTimeTokens = defineCapability({
  name: 'one-time-tokens',
  errors: {},
  reasons: {
    deadLink: '`TOKEN_INVALID`: the token of a mailed link has expired or was already used.',
  },
  events: {},
  keys: {},
  owns: { OneTimeToken: 'one_time_tokens' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['oneTimeTokens', 'sessionBoundTokens'],
  build: (deps) => {
    const oneTimeTokens = new OneTimeTokens(deps);
    const sessionBoundTokens = new SessionBoundTokens(deps);
    return { tables: { OneTimeToken: oneTimeTokens }, services: { oneTimeTokens, sessionBoundTokens } };
  },
});
