import { defineCapability } from '../capabilities/capability.js';
import { captchaEvents } from './captcha.events.js';
import { Captcha, type CaptchaConfig } from './captcha.js';
import type { CaptchaProviderName } from './captcha-check.js';

declare module '../../core/services.js' {
  interface Services {
    captcha: Captcha;
  }
}

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    CAPTCHA_REQUIRED: {
      status: 403;
      extras: { provider: CaptchaProviderName; siteKey: string | null; again: boolean };
    };
  }
}

/** Asks for a solved captcha before operations that robots misuse. */
export const captcha = defineCapability({
  name: 'captcha',
  errors: {
    CAPTCHA_REQUIRED: {
      status: 403,
      returnedBy: 'every operation',
      noGuess: true,
      when: 'The operation is one of `CAPTCHA_OPERATIONS`, and the request has no token of a solved captcha in the header `Latchkey-Captcha`, or one that is used up, too old, or for another operation or page.',
      extras:
        '`provider` and `siteKey`: the captcha to show; `again`: whether the request had a token, so that the page needs a new one',
    },
  },
  events: captchaEvents,
  keys: {},
  owns: {},
  operations: { captcha: { token: 'never', throws: [] } },
  resolvers: async () => [(await import('./captcha.resolver.js')).CaptchaResolver],
  needs: ['clock', 'log', 'audit'],
  provides: ['captcha'],
  build: (deps, config: CaptchaConfig) => {
    const captcha = new Captcha(deps, config);
    return { tables: {}, services: { captcha }, metrics: captcha.metrics };
  },
});
