import type { EventDeclarations } from '../../core/events.js';

export interface CaptchaEvents {
  captcha_unavailable: { readonly operation: string };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends CaptchaEvents {}
}

export const captchaEvents: EventDeclarations<keyof CaptchaEvents> = {
  captcha_unavailable: {
    description:
      'An operation went on without a checked captcha, because its provider was not available; `metadata` has the `operation`.',
    outcome: 'FAILURE',
    byUser: false,
    suspicious: true,
    metadata: { operation: 'administrators' },
    logFields: ({ operation }) => ({ operation }),
  },
};
