import { defineCapability } from '../../platform/capabilities/capability.js';
import { rateLimitEvents } from './rate-limits.events.js';

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    RATE_LIMITED: { status: 429; extras: { retryAfter: number } };
  }
}

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    rateLimits: KeyedHash;
  }
}

/** Limits how often each operation may be tried. */
export const rateLimits = defineCapability({
  name: 'rate-limits',
  errors: {
    RATE_LIMITED: {
      status: 429,
      returnedBy: 'every operation',
      noGuess: true,
      when: 'There were too many attempts, or too many new accounts on one device.',
      extras: '`retryAfter`: seconds',
    },
  },
  events: rateLimitEvents,
  keys: {
    rateLimits: {
      kind: 'hash',
      label: 'rate-limits',
      protects: 'limits’ names',
      // A restart forgets the counts too, so the new key need not recognise old names.
      afterRotation: 'counts begin anew',
    },
  },
  owns: {},
  needs: [],
  provides: [],
  build: () => ({ tables: {}, services: {} }),
});
