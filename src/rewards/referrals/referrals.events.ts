import type { ConcernsUser, EventDeclarations } from '../../core/events.js';

/** What a user has in common with the referrer. `ring`: in common with a referrer further up the chain. */
export type ReferralRefusal = 'mailbox' | 'device' | 'ring';

export interface ReferralEvents {
  referral_refused: ConcernsUser & { readonly because: ReferralRefusal };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends ReferralEvents {}
}

export const referralEvents: EventDeclarations<keyof ReferralEvents> = {
  referral_refused: {
    description:
      'A referral earns nothing because both users may be one person; `metadata.because` tells why: `mailbox`, `device` or `ring`. Only administrators see this event.',
    outcome: 'FAILURE',
    byUser: true,
    suspicious: true,
    // The event reveals that the referrer reads a certain mailbox. If users saw it, an attacker could
    // register with a referrer's code and many addresses, and so find the referrer's address.
    toldToUser: false,
    metadata: { because: 'administrators' },
  },
};
