import { defineCapability } from '../../platform/capabilities/capability.js';
import { OneTimeTokens } from './one-time-tokens.service.js';

declare module '../../core/services.js' {
  interface Services {
    oneTimeTokens: OneTimeTokens;
  }
}

declare module '../../core/errors.js' {
  interface ReasonCatalogue {
    deadLink: true;
  }
}

/** The one-time tokens in mailed links. */
export const oneTimeTokens = defineCapability({
  name: 'one-time-tokens',
  errors: {},
  events: {},
  keys: {},
  owns: { OneTimeToken: 'one_time_tokens' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['oneTimeTokens'],
  build: (deps) => {
    const oneTimeTokens = new OneTimeTokens(deps);
    return { tables: { OneTimeToken: oneTimeTokens }, services: { oneTimeTokens } };
  },
});
