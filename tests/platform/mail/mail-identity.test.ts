import { readConfig } from '../../../src/app/config.js';
import { serviceConfig } from '../../../src/app/service-config.js';

const SET = { PUBLIC_URL: 'https://auth.example.com' };
const NAMED = { ...SET, MAIL_FROM: 'Acme <no-reply@example.com>' };

describe('the name of the service in mails', () => {
  it.each<[string, Record<string, string>]>([
    ['Latchkey', {}],
    ['Latchkey', { PUBLIC_URL: 'http://localhost:8080' }],
    ['auth.example.com', SET],
    ['Acme', NAMED],
    ['Acme Accounts', { ...NAMED, SERVICE_NAME: ' Acme Accounts ' }],
    ['アクメ', { ...NAMED, SERVICE_NAME: 'アクメ' }],
  ])('is %s with %j', (name, variables) => {
    expect(readConfig(variables).serviceName).toBe(name);
  });

  it('is also that of the sender, unless MAIL_FROM has a name', () => {
    const sender = (variables: Record<string, string>) => readConfig(variables).mailFrom;
    const address = 'no-reply@example.com';
    expect(sender({ ...SET, SERVICE_NAME: 'Acme', MAIL_FROM: address })).toEqual({ name: 'Acme', address });
    expect(sender({ ...NAMED, SERVICE_NAME: 'Acme Accounts' })).toEqual({ name: 'Acme', address });
    expect(sender({ SERVICE_NAME: 'Acme' }).name).toBe('Acme');
  });

  it.each([
    'x'.repeat(65),
    'two\nlines',
    'bell\u0007',
    'reversed \u202etxet',
    'hidden\u200b',
    'line\u2028break',
  ])('is refused as %j', (name) => {
    expect(() => readConfig({ SERVICE_NAME: name })).toThrow('SERVICE_NAME must be one line');
  });
});

describe('the address for help in mails', () => {
  it.each([
    ['help@example.com', 'help@example.com'],
    ['https://example.com/help', 'https://example.com/help'],
    ['https://example.com', 'https://example.com/'],
  ])('is read from %j', (text, address) => {
    expect(readConfig({ SUPPORT_ADDRESS: text }).supportAddress).toBe(address);
  });

  it('is none by default', () => {
    expect(readConfig({}).supportAddress).toBeNull();
  });

  it.each([
    'help',
    'mailto:help@example.com',
    'javascript:alert(1)',
    'https://user:pw@example.com',
    'a@b.example, c@d.example',
  ])('is refused as %j', (text) => {
    expect(() => readConfig({ SUPPORT_ADDRESS: text })).toThrow('SUPPORT_ADDRESS must be an email address');
  });
});

describe('the page where a user requests a reset', () => {
  const pageOf = (variables: Record<string, string>) =>
    serviceConfig(readConfig(variables), 'https://auth.example.com').forgotPasswordUrl;

  it('is under the public address, unless it is set', () => {
    expect(pageOf({})).toBe('https://auth.example.com/forgot-password');
    expect(pageOf({ FORGOT_PASSWORD_URL: 'https://app.example.com/#/forgot' })).toBe(
      'https://app.example.com/#/forgot',
    );
  });
});
