import type { EventDeclarations } from '../../core/events.js';
import type { Limited } from './rate-limits.js';

export interface RateLimitEvents {
  rate_limited: Omit<Limited, 'requestMeta'>;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends RateLimitEvents {}
}

export const rateLimitEvents: EventDeclarations<keyof RateLimitEvents> = {
  rate_limited: {
    description:
      'A rate limit was reached; `metadata` has the `operation`, and what it was counted `by`. Recorded once per time window.',
    outcome: 'FAILURE',
    byUser: false,
    suspicious: true,
    metadata: { operation: 'administrators', by: 'administrators' },
    logFields: ({ operation, by }) => ({ operation, by }),
  },
};
