import { isLoopback, parseSmtpUrl } from '../../../src/platform/mail/smtp-server.js';

describe('parseSmtpUrl', () => {
  it.each([
    ['smtps://mail.example.com', { host: 'mail.example.com', port: 465, security: 'tls' }],
    ['smtps://127.0.0.1:4650', { host: '127.0.0.1', port: 4650, security: 'tls' }],
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, security: 'starttls' }],
    ['smtp://mail.example.com:2525/', { host: 'mail.example.com', port: 2525, security: 'starttls' }],
    ['smtp://localhost.example.com', { host: 'localhost.example.com', port: 587, security: 'starttls' }],
    ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, security: 'none' }],
    ['smtp://[::1]', { host: '::1', port: 25, security: 'none' }],
    ['smtp://localhost:1025', { host: '127.0.0.1', port: 1025, security: 'none' }],
  ])('reads %s', (text, server) => {
    expect(parseSmtpUrl(text)).toEqual(server);
  });

  it('decodes the credentials', () => {
    expect(parseSmtpUrl('smtps://us%40er:p%3Ass%2F@mail.example.com')?.auth).toEqual({
      user: 'us@er',
      pass: 'p:ss/',
    });
  });

  it.each([
    '',
    'mail.example.com',
    'http://mail.example.com',
    'smtp://',
    'smtp://mail.example.com:99999',
    'smtp://u:%zz@mail.example.com',
    'smtps://mail.example.com?tls.rejectUnauthorized=false',
    'smtp://mail.example.com?ignoreTLS=true',
    'smtps://mail.example.com?debug=true&logger=true',
    'smtps://mail.example.com/path',
    'smtps://mail.example.com#x',
  ])('refuses %j', (text) => {
    expect(parseSmtpUrl(text)).toBeNull();
  });
});

describe('isLoopback', () => {
  it.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.8.9.10', '::1', '0:0:0:0:0:0:0:1'])(
    'takes %s for this machine',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  it.each([
    '',
    '0.0.0.0',
    '10.0.0.1',
    '128.0.0.1',
    '::',
    'fe80::1',
    '127.0.0.1.nip.io',
    'localhost.example.com',
    '127.1',
    '%31%32%37.0.0.1',
  ])('takes %j for another one', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
