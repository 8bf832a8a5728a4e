import type { Amount } from '../../core/amount.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { referralEvents } from './referrals.events.js';
import { Referrals } from './referrals.service.js';

declare module '../../core/services.js' {
  interface Services {
    referrals: Referrals;
  }
}

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    INVALID_REFERRAL_CODE: { status: 400 };
  }
}

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    rewardedMailboxes: KeyedHash;
  }
}

/** Referrals between users, and the rewards for them. */
export const referrals = defineCapability({
  name: 'referrals',
  errors: { INVALID_REFERRAL_CODE: { status: 400, noGuess: true, when: 'No user has this referral code.' } },
  events: referralEvents,
  keys: {
    rewardedMailboxes: {
      kind: 'hash',
      label: 'rewarded-mailboxes',
      protects: 'rewarded mailboxes',
      afterRotation: 'both recognise, the new one is written',
    },
  },
  owns: { RewardedMailbox: 'rewarded_mailboxes' },
  needs: ['clock', 'keys', 'ledger'],
  provides: ['referrals'],
  build: ({ keys, ...deps }, config: { referralReward: Amount }) => ({
    // A mailbox earns at most one reward, so its digest stays after the account is deleted.
    tables: { RewardedMailbox: {} },
    services: { referrals: new Referrals({ ...deps, mailboxes: keys.rewardedMailboxes }, config) },
  }),
});
