import { createTranslator } from '../../../src/platform/i18n/translator.js';
import { renderEmail } from '../../../src/platform/mail/render-email.js';
import { IDENTITY } from './mail-identity.js';
import { RESET_URL, resetMail } from './reset-mail.js';

describe('the password reset mail', () => {
  const mail = resetMail();

  it('says in its text part who is meant, what to do, for how long, and what if it was not asked for', () => {
    expect(mail.subject).toBe('Reset your password');
    expect(mail.text).toBe(`Hello ada_l,

Someone, probably you, asked for a new password for your Acme & Söhne account.

When: March 4, 2026 at 5:06 AM UTC
Device: Firefox on Windows

The link works once, and for 30 minutes.

Choose a new password
${RESET_URL}

If it was not you, ignore this message: your password stays as it is.

Questions? Contact support: help@acme.example

Acme & Söhne
`);
  });

  it('says the same in its HTML part, with the link both to press and to read', () => {
    const escapedUrl = RESET_URL.replace('&', '&amp;');
    expect(mail.html).toContain('<html lang="en" dir="ltr">');
    expect(mail.html).toContain('>Hello ada_l,</p>');
    expect(mail.html.split(`href="${escapedUrl}"`)).toHaveLength(3);
    expect(mail.html).toContain(`>${escapedUrl}</a>`);
  });

  it('loads nothing from elsewhere', () => {
    expect(mail.html).not.toMatch(/<(img|link|script|iframe)|src=|url\(|@import/i);
  });

  it('goes to the address it was given, as an object', () => {
    expect(mail.to).toEqual({ address: 'Ada.Lovelace+1@example.com' });
  });

  it('is marked with the language it is written in, not the one that was wanted', () => {
    expect(mail.language).toBe('en');
  });
});

describe('a mail with a code', () => {
  const { text, html } = renderEmail(createTranslator(), IDENTITY, 'ar', {
    subject: 'Code',
    greeting: 'Hello',
    paragraphs: [['Enter this code:', { code: '8191-VY9J' }], { code: '<&>' }],
  });

  it('shows it large and from left to right, in languages from right to left too', () => {
    expect(html).toMatch(
      /Enter this code:<br><strong dir="ltr" style="font-size: 24px;[^>]*>8191-VY9J<\/strong>/,
    );
    expect(html).toMatch(/<p[^>]*><strong[^>]*>&lt;&amp;&gt;<\/strong><\/p>/);
  });

  it('has it on a line of its own in the text part', () => {
    expect(text).toContain('Enter this code:\n8191-VY9J\n\n<&>\n');
  });
});

describe('renderEmail', () => {
  const hostile = `"><img src=x onerror='alert(1)'>&`;
  const email = renderEmail(createTranslator(), { ...IDENTITY, serviceName: hostile }, 'en', {
    subject: hostile,
    greeting: hostile,
    paragraphs: [hostile, ['first line', hostile]],
    action: { label: hostile, url: `https://example.com/?a=${hostile}` },
    footer: hostile,
  });

  it('escapes every piece of text in the HTML part', () => {
    expect(email.html).not.toContain('<img');
    expect(email.html).not.toContain(`'alert`);
    expect(email.html.split('&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;')).toHaveLength(12);
  });

  it('leaves the text part as it is', () => {
    expect(email.text).toContain(hostile);
  });
});
