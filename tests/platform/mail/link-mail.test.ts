import { Duration } from '../../../src/core/duration.js';
import { asUserId } from '../../../src/core/ids.js';
import { emailChangeLink } from '../../../src/flows/email-change/email-change.mails.js';
import { emailVerificationLink } from '../../../src/flows/email-verification/email-verification.mails.js';
import { passwordResetLink } from '../../../src/flows/password-reset/password-reset.mails.js';
import { linkRequest } from '../../../src/platform/mail/circumstances.js';
import { linkMail } from '../../../src/platform/mail/link-mail.js';

const account = {
  id: asUserId('0b0c8a1e-5a0d-4a55-9d0f-0d6c1c2a7f10'),
  username: 'ada_l',
  languageCode: 'en',
  email: 'ada@example.com',
  emailVerified: false,
};

const at = new Date('2026-03-04T05:06:07.089Z');
const requested = linkRequest(at, {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
});

describe('the mail of a link', () => {
  it.each([
    [passwordResetLink, 119, { minutes: '1' }],
    [passwordResetLink, 1800, { minutes: '30' }],
    [emailVerificationLink, 86_399, { hours: '23' }],
    [emailChangeLink, 86_400, { hours: '24' }],
  ] as const)('of %j that is good for %i seconds promises no more than that', (kind, seconds, told) => {
    const link = {
      page: 'https://example.com/page',
      token: 'a+b',
      lifetime: Duration.seconds(seconds),
      requested,
    };
    const { params, linkOf } = linkMail(kind, 'ada@example.com', account, link);
    expect(params).toEqual({
      username: 'ada_l',
      url: 'https://example.com/page#token=a%2Bb',
      at: '2026-03-04T05:06:07.089Z',
      browser: 'Firefox',
      system: 'Linux',
      ...told,
    });
    expect(linkOf).toBe(account.id);
  });

  it.each([
    ['https://example.com/page', 'https://example.com/page#token=a%2Bb'],
    ['https://example.com/page?view=reset%20it', 'https://example.com/page?view=reset%20it#token=a%2Bb'],
    ['https://example.com/#/reset', 'https://example.com/#/reset?token=a%2Bb'],
    [
      'https://example.com/?tenant=1#/reset?view=2',
      'https://example.com/?tenant=1#/reset?view=2&token=a%2Bb',
    ],
  ])('leads to the page that is configured, with the token where the page looks for it: %s', (page, url) => {
    const link = { page, token: 'a+b', lifetime: Duration.minutes(30), requested };
    expect(linkMail(passwordResetLink, 'ada@example.com', account, link).params['url']).toBe(url);
  });
});
