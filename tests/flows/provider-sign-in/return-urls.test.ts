import { StartProviderSignInDocument } from '../../../src/generated/client/operations.js';
import { allowingReturns, parseReturnUrls } from '../../../src/platform/http/return-urls.js';
import { PAGE, ProviderEnvironment } from './provider-environment.js';

const APP = 'https://app.example.com';
const service = { publicUrl: 'https://login.example.com', corsOrigins: [APP], localPages: false };
const byDefault = allowingReturns({ ...service, returnUrls: null });
const only = (...returnUrls: string[]) => allowingReturns({ ...service, returnUrls });

/** Addresses that look like those of the app, and lead elsewhere in some browser or parser (RFC 9700 §4.11). */
const HOSTILE = [
  'https://app.example.com.evil.example/',
  'https://app.example.com@evil.example/',
  'https://evil.example/https://app.example.com/',
  'https://evil.example?https://app.example.com/',
  'https://evil.example\\@app.example.com/',
  'https:\\\\app.example.com/',
  '\\\\evil.example/',
  '//evil.example/',
  '///evil.example/',
  '/signed-in',
  'signed-in',
  'https:app.example.com',
  'https:///app.example.com/',
  'http://app.example.com/',
  'https://app.example.com:8443/',
  'https://user@app.example.com/',
  'https://user:password@app.example.com/',
  'https://sub.app.example.com/',
  'https://app.example.co\tm/',
  'https://app.example.com/\n@evil.example',
  ' https://app.example.com/',
  'https://app.example.com/\u0000',
  'https://app.example.com/\u202e',
  'https://app。evil。example/',
  'javascript:alert(1)//https://app.example.com/',
  'data:text/html,https://app.example.com/',
  'https://app.example.com/#fragment',
  'https://app.example.com/#',
  'null',
  '',
  `https://app.example.com/${'x'.repeat(2000)}`,
];

describe('the judge of the addresses to which clients ask to return', () => {
  it.each(HOSTILE.map((address) => [JSON.stringify(address).slice(0, 80), address]))(
    'refuses %s',
    (_shown, address) => {
      expect(byDefault(address)).toBe(false);
      expect(only(APP, `${APP}/signed-in`, 'com.example.app:/signed-in')(address)).toBe(false);
    },
  );

  it.each([
    `${APP}/`,
    APP,
    `${APP}/signed-in?next=%2Fhome&lang=de`,
    'https://login.example.com/account',
    'HTTPS://APP.example.com/signed-in',
  ])('allows %s: an address of the service, or of a page that may call it', (address) => {
    expect(byDefault(address)).toBe(true);
  });

  it('allows a listed path and what is below it, and nothing beside it', () => {
    const allows = only(`${APP}/app`);
    for (const path of ['/app', '/app/', '/app/signed-in', '/app?next=1'])
      expect(allows(`${APP}${path}`)).toBe(true);
    for (const path of ['/', '/apple', '/app/../admin', '/app/%2e%2e/admin', '/other', '/APP'])
      expect(allows(`${APP}${path}`)).toBe(false);
  });

  it('allows a native app the exact address alone', () => {
    const allows = only('com.example.app:/signed-in');
    expect(allows('com.example.app:/signed-in')).toBe(true);
    for (const other of [
      'com.example.app:/signed-in?x=1',
      'com.example.app:/other',
      'com.example.app2:/signed-in',
    ])
      expect(allows(other)).toBe(false);
  });

  it('allows what RETURN_URLS lists, and then no origin of CORS_ORIGINS and not its own', () => {
    const allows = only('https://other.example.com');
    expect(allows('https://other.example.com/x')).toBe(true);
    expect(allows(`${APP}/`)).toBe(false);
    expect(allows('https://login.example.com/')).toBe(false);
  });

  it('allows pages on localhost where the service is one for trying', () => {
    const local = { publicUrl: 'http://localhost:4000', corsOrigins: [], localPages: true, returnUrls: null };
    expect(allowingReturns(local)('http://localhost:5173/signed-in')).toBe(true);
    expect(allowingReturns({ ...local, localPages: false })('http://localhost:5173/signed-in')).toBe(false);
  });

  it.each([
    '*',
    'https://*.example.com',
    'http://app.example.com',
    'https://app.example.com/?x=1',
    'https://app.example.com/#x',
    'https://user@app.example.com',
    'myapp:/signed-in',
    'com.example.app:/привет',
    'javascript:alert(1)',
    'https://app.example.com,',
  ])('takes %s for no entry of RETURN_URLS', (entry) => {
    expect(parseReturnUrls(entry)).toHaveProperty('problem');
  });
});

describe('startProviderSignIn', () => {
  it('names the field of an address that the service does not allow, and of an unknown provider', async () => {
    const environment = await ProviderEnvironment.open();
    const { client, database } = environment.service;
    const refused = (input: { provider: string; returnTo: string }) =>
      client.refusal(StartProviderSignInDocument, { input });
    expect(await refused({ provider: 'acme', returnTo: 'https://evil.example/' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ field: 'returnTo', rule: 'returnUrl' }],
    });
    expect(await refused({ provider: '__proto__', returnTo: PAGE })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ field: 'provider', rule: 'provider' }],
    });
    expect(await database.providerFlow.count()).toBe(0);
    await environment.stop();
  });
});
