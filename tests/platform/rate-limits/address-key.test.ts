import { addressKey } from '../../../src/platform/rate-limits/address-key.js';

describe('what is counted of an address', () => {
  it.each([
    ['IPv4', '203.0.113.7', '203.0.113.7'],
    ['IPv4 that is written as IPv6', '::ffff:203.0.113.7', '203.0.113.7'],
    ['IPv4 that is written as IPv6 in hex', '::ffff:cb00:7107', '203.0.113.7'],
    ['IPv6, by its /64', '2001:db8::1', '2001:db8:0:0::/64'],
    ['another one of the same /64', '2001:0DB8:0:0:ffff::2', '2001:db8:0:0::/64'],
    ['one of the next /64', '2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['one with a zone', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['none', null, 'unknown'],
    ['no address', 'localhost', 'unknown'],
    ['an empty one', '', 'unknown'],
  ])('RL-7: %s', (_name, address, key) => {
    expect(addressKey({ ipAddress: address })).toBe(key);
  });

  it('RL-3: is what a proxy wrote where that is no address, and never an address', () => {
    const keys = ['unknown', 'unix:', '203.0.113.7'].map((unreadableAddress) =>
      addressKey({ ipAddress: null, unreadableAddress }),
    );
    expect(new Set([...keys, 'unknown', '203.0.113.7']).size).toBe(5);
  });
});
