import { type Amount, NOTHING, parseAmount } from '../core/amount.js';
import type { Duration } from '../core/duration.js';
import type { Environment } from './environment.js';

/** The settings of rewards, and of one person with several accounts. */
export interface FraudSettings {
  /** The credit for a referrer when the referred user has verified an email address. */
  readonly referralReward: Amount;
  readonly deviceAccountsLimit: number;
  readonly deviceAccountsWindow: Duration;
  readonly deviceAccountsPolicy: 'tell' | 'refuse';
}

/** Reads the reward of referrals, and how many accounts one device may have. */
export function readFraud(environment: Environment): FraudSettings {
  return {
    referralReward: environment.parsed('REFERRAL_REWARD', NOTHING, (text) => {
      const value = parseAmount(text);
      return value === null || !/^\d{1,7}\./.test(value)
        ? { problem: 'must be an amount such as 5.00, from 0.00 to 9999999.99' }
        : { value };
    }),
    deviceAccountsLimit: environment.integer('DEVICE_ACCOUNTS_LIMIT', 5, { min: 1, max: 1000 }),
    deviceAccountsWindow: environment.duration('DEVICE_ACCOUNTS_WINDOW', '24h', { min: '1m', max: '30d' }),
    deviceAccountsPolicy: environment.oneOf('DEVICE_ACCOUNTS_POLICY', 'tell', ['tell', 'refuse'] as const),
  };
}
