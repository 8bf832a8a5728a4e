import {
  type AddressRules,
  isAllowed,
  refusalOf,
  WEB_PORTS,
} from '../../../src/platform/outgoing-http/address-rules.js';

const rules: AddressRules = {
  publicUrl: 'https://auth.example.com:8443/base',
  allowedNetworks: [],
  ports: WEB_PORTS,
};
const refused = (address: string, more: Partial<AddressRules> = {}) =>
  refusalOf(new URL(address), { ...rules, ...more });

describe('an address that a user of the service typed', () => {
  it.each(['https://hooks.example.com/x?y', 'https://hooks.example.com:8443/', 'https://93.184.215.14/'])(
    'may be %s',
    (address) => {
      expect(refused(address)).toBeNull();
    },
  );

  it.each([
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0x7F.0x0.0x0.0x1',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '①②⑦.0.0.1',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '0',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
  ])('OUT-2: is never this machine, spelt %s', (host) => {
    expect(refused(`https://${host}/`)).toBe('not public');
  });

  it.each([
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[fe80::1]',
    '[fec0::1]',
    '[ff02::1]',
    '[2001:db8::1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::a9fe:a9fe]',
  ])('OUT-2: is on the public internet, unlike %s', (host) => {
    expect(refused(`https://${host}/`)).toBe('not public');
  });

  it.each<[string, string]>([
    ['http://hooks.example.com/', 'not https'],
    ['ftp://hooks.example.com/', 'not https'],
    ['https://user@hooks.example.com/', 'credentials'],
    ['https://:secret@hooks.example.com/', 'credentials'],
    ['https://hooks.example.com:22/', 'port'],
    ['https://hooks.example.com:4430/', 'port'],
    ['https://auth.example.com/', 'own host'],
    ['https://AUTH.example.com.:8443/', 'own host'],
  ])('%s is refused: %s', (address, refusal) => {
    expect(refused(address)).toBe(refusal);
  });

  it('may be in a network that the operator allows, and in no other', () => {
    const allowedNetworks = ['10.1.0.0/16', 'fd00::/8'];
    expect(refused('https://10.1.2.3/', { allowedNetworks })).toBeNull();
    expect(refused('https://[::ffff:10.1.2.3]/', { allowedNetworks })).toBeNull();
    expect(refused('https://[fd00::1]/', { allowedNetworks })).toBeNull();
    expect(refused('https://10.2.2.3/', { allowedNetworks })).toBe('not public');
    expect(refused('https://127.0.0.1/', { allowedNetworks })).toBe('not public');
  });

  it.each(['', 'localhost', '999.1.1.1', 'fe80::1%eth0'])('is no IP address if it is %j', (text) => {
    expect(isAllowed(text, rules)).toBe(false);
  });
});
