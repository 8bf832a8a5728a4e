import { randomUUID } from 'node:crypto';
import { readConfig } from '../../../src/app/config.js';
import { canary } from '../../support/canary.js';
import { type Person, registerPerson } from '../../support/people.js';
import { sendOperation } from '../../support/raw-http.js';
import { PUBLIC_URL, startService, type TestService } from '../../support/service.js';

const SOCKET = '127.0.0.1';
const REFRESH =
  'mutation ($input: RefreshTokenInput) { refreshToken(input: $input) { accessToken refreshToken } }';
const ADDRESSES = '{ me { sessions { ipAddress } } }';

/** A service, and the address that it notes of a request with these headers. */
async function startNoting(env: Record<string, string>) {
  const service = await startService({ env });
  const person: Person = await registerPerson(service.client);
  let { refreshToken } = person.tokens;
  const noted = async (headers: Record<string, string | string[]>): Promise<string> => {
    const { text } = await sendOperation(service.client.url, REFRESH, { input: { refreshToken } }, headers);
    const tokens = JSON.parse(text).data.refreshToken;
    refreshToken = tokens.refreshToken;
    const { data } = await service.client.as(tokens.accessToken).raw<{
      me: { sessions: { ipAddress: string }[] };
    }>(ADDRESSES);
    return data?.me.sessions[0]?.ipAddress ?? 'unknown';
  };
  return { service, noted };
}

describe('the address of a client', () => {
  let service: TestService;
  let noted: (headers: Record<string, string | string[]>) => Promise<string>;
  beforeAll(async () => {
    ({ service, noted } = await startNoting({ TRUST_PROXY: '127.0.0.1, 10.0.0.0/8' }));
  });
  afterAll(() => service.stop());

  it.each<[string, string | string[], string]>([
    ['the one that the proxy adds', '203.0.113.7', '203.0.113.7'],
    ['not what the client wrote before it', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['not a trusted address that the client wrote before it', '10.0.0.9, 203.0.113.7', '203.0.113.7'],
    ['the one before a chain of two proxies', '198.51.100.1, 203.0.113.7, 10.1.2.3', '203.0.113.7'],
    ['the last of two headers', ['198.51.100.1', '203.0.113.7'], '203.0.113.7'],
    ["a proxy's own, when it asks for itself", '10.1.2.3', '10.1.2.3'],
    ['of IPv6, in its one spelling', '2001:DB8:0:0::0:1', '2001:db8::1'],
    ['of IPv4 within IPv6, as IPv4', '::ffff:203.0.113.7', '203.0.113.7'],
    ['of a link, without the zone', `fe80::1%${'z'.repeat(200)}`, 'fe80::1'],
    ['of IPv4, without the port', '203.0.113.9:54321', '203.0.113.9'],
    ['of IPv6, without brackets', '[2001:db8::1]', '2001:db8::1'],
    ['of IPv6, without brackets and port', '[2001:db8::1]:443', '2001:db8::1'],
    ['of IPv6, without quotes', '"[2001:db8::1]:443"', '2001:db8::1'],
    ['of IPv4, without quotes', '"203.0.113.9"', '203.0.113.9'],
    ['of a link, without brackets, zone and port', '[fe80::1%eth0]:443', 'fe80::1'],
    ['of IPv4 within IPv6, with a port', '[::ffff:203.0.113.9]:443', '203.0.113.9'],
    [
      'the one before trusted ones with ports',
      '203.0.113.9:1, 10.1.2.3:8080, "[::ffff:10.2.3.4]:443"',
      '203.0.113.9',
    ],
    ['not what the client wrote before a port', '198.51.100.1, 203.0.113.9:54321', '203.0.113.9'],
    ['not changed by empty entries', '203.0.113.7, , 10.1.2.3,', '203.0.113.7'],
  ])('RL-3, RL-7: is behind trusted proxies %s', async (_name, forwarded, expected) => {
    expect(await noted({ 'x-forwarded-for': forwarded })).toBe(expected);
  });

  it.each([
    'unknown',
    'unix:',
    'x'.repeat(50),
    '010.0.0.1x',
    '1',
    '<script>',
    '203.0.113.7:',
    '203.0.113.7:123456',
    '203.0.113.7:http',
    '2001:db8::1]:443',
    '[2001:db8::1',
    '[203.0.113.7]:443',
    '"203.0.113.7',
    '198.51.100.1, garbage',
    '198.51.100.1, garbage, 10.1.2.3',
  ])("RL-3: is unknown, and not the proxy's, where the entry cannot be read: %s", async (forwarded) => {
    expect(await noted({ 'x-forwarded-for': forwarded })).toBe('unknown');
  });

  it("RL-3: is the socket's where the header holds none", async () => {
    for (const forwarded of ['', ', ,', ' '])
      expect(await noted({ 'x-forwarded-for': forwarded })).toBe(SOCKET);
  });

  it('RL-3: is said to the log once when it cannot be read, without the text', async () => {
    const secret = canary();
    for (const forwarded of [secret, `${secret}, 10.1.2.3`, 'unknown'])
      await noted({ 'x-forwarded-for': forwarded });
    const said = service.log.lines.filter(
      ({ sentence }) => sentence === 'X-Forwarded-For entry not readable',
    );
    expect(said).toEqual([{ level: 'warn', sentence: expect.any(String), details: { proxy: SOCKET } }]);
    expect(service.log.text).not.toContain(secret);
  });

  it('RL-3: is taken from no other header', async () => {
    for (const header of ['x-real-ip', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip'])
      expect(await noted({ [header]: '203.0.113.7' })).toBe(SOCKET);
    expect(await noted({ forwarded: 'for=203.0.113.7' })).toBe(SOCKET);
  });

  it('RL-3: is all that is believed of a proxy: links and answers know nothing of its host and scheme', async () => {
    const { email } = await registerPerson(service.client);
    const query =
      'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { success } }';
    for (const headers of [
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      { 'x-forwarded-host': '<x>', 'x-forwarded-proto': '://' },
    ]) {
      const { text } = await sendOperation(service.client.url, query, { input: { email } }, headers);
      expect(JSON.parse(text)).toEqual({ data: { requestPasswordReset: { success: true } } });
    }
    await service.mailbox.token(email, 2);
    for (const { text } of service.mailbox.to(email)) {
      expect(text).toContain(`${PUBLIC_URL}/`);
      expect(text).not.toContain('evil.example');
    }
  });
});

describe.each<[string, Record<string, string>]>([
  ['no proxy is trusted', {}],
  ['another proxy is trusted', { TRUST_PROXY: '192.0.2.1' }],
])('where %s', (_name, env) => {
  let service: TestService;
  let noted: Awaited<ReturnType<typeof startNoting>>['noted'];
  beforeAll(async () => {
    ({ service, noted } = await startNoting(env));
  });
  afterAll(() => service.stop());

  it.each(['x-forwarded-for', 'x-real-ip'])(
    "RL-3: the address of a client is the socket's, whatever %s says",
    async (header) => {
      for (const forwarded of ['203.0.113.7', '192.0.2.1', '203.0.113.7, 192.0.2.1', SOCKET, '::1'])
        expect(await noted({ [header]: forwarded })).toBe(SOCKET);
    },
  );
});

describe('an attacker behind a trusted proxy', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ env: { TRUST_PROXY: '127.0.0.1', RATE_LIMITS: 'on' } });
  });
  afterAll(() => service.stop());

  const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }';
  const codeOf = async (forwarded: string, credentials: { usernameOrEmail: string; password: string }) => {
    const headers = { 'x-forwarded-for': forwarded };
    const { text } = await sendOperation(service.client.url, LOGIN, { input: credentials }, headers);
    return JSON.parse(text).errors?.[0].extensions.code ?? 'accepted';
  };
  /** Wrong passwords for ever new names, until the address is locked. */
  const failUntilLocked = async (forwarded: (index: number) => string) => {
    for (let index = 0; index < 60; index++) {
      const usernameOrEmail = `${randomUUID()}@example.com`;
      const code = await codeOf(forwarded(index), { usernameOrEmail, password: 'Wrong-guess-1' });
      if (code === 'RATE_LIMITED') return index;
    }
    return null;
  };

  it.each<[string, (port: number) => string, string]>([
    ['IPv4', (port) => `203.0.113.9:${40_000 + port}`, '203.0.113.10:40000'],
    ['IPv6', (port) => `[2001:db8::1]:${40_000 + port}`, '[2001:db8:0:1::1]:40000'],
    ['no address at all', () => 'unknown', '"_hidden"'],
  ])('RL-3: is locked out alone where the proxy writes %s', async (_name, attacker, neighbour) => {
    const { username, password } = await registerPerson(service.client);
    const credentials = { usernameOrEmail: username, password };
    expect(await failUntilLocked(attacker)).toBe(50);
    expect(await codeOf(attacker(99), credentials)).toBe('RATE_LIMITED');
    for (const honest of [neighbour, '198.51.100.77', '10.1.1.1:1', ''])
      expect([honest, await codeOf(honest, credentials)]).toEqual([honest, 'accepted']);
  });
});

describe('TRUST_PROXY', () => {
  const read = (value: string) => readConfig({ TRUST_PROXY: value }).trustedProxies;

  it('trusts nobody unless it is set', () => {
    expect(readConfig({}).trustedProxies).toEqual([]);
  });

  it('takes addresses and networks', () => {
    expect(read('127.0.0.1')).toEqual(['127.0.0.1/32']);
    expect(read('10.0.0.0/8 , ::1,FC00::/7')).toEqual(['10.0.0.0/8', '::1/128', 'fc00::/7']);
    expect(read('::ffff:10.0.0.1, ::ffff:10.0.0.0/104')).toEqual(['10.0.0.1/32', '10.0.0.0/8']);
  });

  it.each(['0.0.0.0/0', '::/0', '10.0.0.1, 0.0.0.0/0', '::ffff:0.0.0.0/96'])(
    'RL-3: does not trust everybody: %s',
    (value) => {
      expect(() => read(value)).toThrow(/TRUST_PROXY must not hold .* which would trust every address/);
    },
  );

  it.each([
    'true',
    '1',
    '*',
    'loopback',
    'proxy.example.com',
    '10.0.0.1,',
    '10.0.0.0/33',
    '::1/129',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/255.0.0.0',
    '10/8',
    '010.0.0.1',
    '0x7f.0.0.1',
    'fe80::1%eth0',
    '::ffff:10.0.0.0/64',
  ])('refuses what might be read in two ways, and does not repeat it: %s', (value) => {
    expect(() => read(value)).toThrow(/TRUST_PROXY must be IP addresses or networks/);
    const secret = canary();
    expect(() => read(secret)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });
});
