import { readConfig } from '../../../src/app/config.js';

describe('REFERRAL_REWARD', () => {
  it.each([
    ['5', '5.00'],
    ['0.10', '0.10'],
    ['9999999.99', '9999999.99'],
  ])('%s is %s', (text, amount) => {
    expect(readConfig({ REFERRAL_REWARD: text }).referralReward).toBe(amount);
  });

  it.each(['-1', '0.001', '1e2', '5 EUR', '10000000', 'NaN'])('is not %s', (text) => {
    expect(() => readConfig({ REFERRAL_REWARD: text })).toThrow('REFERRAL_REWARD must be an amount');
  });
});

describe('the limit of accounts on one device', () => {
  it.each([
    ['DEVICE_ACCOUNTS_LIMIT', '0'],
    ['DEVICE_ACCOUNTS_WINDOW', '31d'],
    ['DEVICE_ACCOUNTS_POLICY', 'ask'],
  ])('%s is not %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name);
  });
});
