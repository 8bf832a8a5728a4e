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
    description: 'A rate limit was reached; `detail` names the operation. Recorded once per time window.',
    outcome: 'FAILURE',
    byUser: false,
    suspicious: true,
    detail: ({ operation, by }) => `${operation} by ${by}`,
    logFields: ({ operation, by }) => ({ operation, by }),
  },
};
