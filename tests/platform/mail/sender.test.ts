import { LOCAL_SENDER, parseSender } from '../../../src/platform/mail/sender.js';

describe('parseSender', () => {
  it.each([
    ['no-reply@example.com', { name: '', address: 'no-reply@example.com' }],
    ['Example <no-reply@example.com>', { name: 'Example', address: 'no-reply@example.com' }],
    [' "Example, Inc." <no-reply@example.com> ', { name: 'Example, Inc.', address: 'no-reply@example.com' }],
    ['<no-reply@example.com>', { name: '', address: 'no-reply@example.com' }],
  ])('reads %j', (text, sender) => {
    expect(parseSender(text)).toEqual(sender);
  });

  it.each([
    '',
    'Example',
    'Example <>',
    'a@example.com, b@example.com',
    'Example <a@example.com> <b@example.com>',
    'Example\r\nBcc: x@example.org <a@example.com>',
  ])('refuses %j', (text) => {
    expect(parseSender(text)).toBeNull();
  });

  it('would accept the sender of mails that never travel', () => {
    expect(parseSender(LOCAL_SENDER.address)?.address).toBe(LOCAL_SENDER.address);
  });
});
