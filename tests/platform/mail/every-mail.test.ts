import { mailTemplates } from '../../../src/app/registers.js';
import { LANGUAGES } from '../../../src/platform/i18n/languages.js';
import { createTranslator } from '../../../src/platform/i18n/translator.js';
import type { OutgoingMail } from '../../../src/platform/mail/outgoing-mail.js';
import { IDENTITY } from './mail-identity.js';

const translator = createTranslator();
const LINK = 'https://acme.example/page?token=abc';
const DISOWN = 'https://acme.example/not-me?token=abc';

const params = {
  username: 'ada_l',
  at: '2026-11-29T14:05:00.000Z',
  until: '2026-12-24T18:00:00.000Z',
  browser: 'Firefox',
  system: 'Windows',
  ipAddress: '203.0.113.9',
  url: LINK,
  disownUrl: DISOWN,
  code: 'ABCD-EFGH',
  minutes: '30',
  hours: '24',
  days: '7',
};

function written(kind: string, language: string, overrides: Partial<typeof params> = {}) {
  const mail: OutgoingMail = {
    kind,
    to: 'ada@example.com',
    language,
    params: { ...params, ...overrides },
  };
  const template = mailTemplates[kind];
  if (template === undefined) throw new Error(`No mail ${kind}`);
  return template(translator, IDENTITY, mail);
}

const kinds = Object.keys(mailTemplates);
const cases = kinds.flatMap((kind) => LANGUAGES.map((language) => [kind, language] as const));

/** The kinds that carry a link of their own, and those that link to the page that sends a reset link. */
const WITH_LINK = [
  'emailChange',
  'emailVerification',
  'factorRemoval',
  'invitation',
  'passwordReset',
  'registrationCode',
  'signInCode',
];
const WITH_RESET_PAGE = [
  'breachedPassword',
  'accountReclaimed',
  'emailChangeRequested',
  'emailInUse',
  'newDevice',
  'passwordChanged',
  'passwordWasReset',
  'providerLinked',
  'providerUnlinked',
  'recoveryCodesReplaced',
  'recoveryCodeUsed',
  'secondFactorAdded',
  'secondFactorFailed',
  'secondFactorRemoved',
  'secondFactorsReset',
  'signInCodeRefused',
  'tokenReused',
];

describe('every mail in every language', () => {
  it.each(cases)(
    '%s in %s names the service, the time, the device and the address for help',
    (kind, language) => {
      const { subject, text, html } = written(kind, language);
      const [greeting, ...rest] = text.trimEnd().split('\n\n');
      // An unknown person may have chosen the name of an account that does not exist yet.
      if (kind === 'registrationCode') expect(greeting).not.toContain('ada_l');
      else expect(greeting).toContain('ada_l');
      expect(rest[0]).toContain(IDENTITY.serviceName);
      expect(rest.at(-1)).toBe(IDENTITY.serviceName);
      expect(rest.at(-2)).toContain(IDENTITY.supportAddress);
      expect(rest[1]?.split('\n').join(' ')).toMatch(/14:05|2:05.*UTC/);
      for (const part of ['Firefox', 'Windows']) expect(rest[1]).toContain(part);
      for (const part of [subject, text, html])
        expect(part).not.toMatch(/\{\{|\}\}|\b(undefined|null|NaN)\b|\bmails\.[a-z]/);
    },
  );

  it.each(cases)('%s in %s says the same in both parts', (kind, language) => {
    const { text, html } = written(kind, language);
    const plain = html
      .replace(/^[\s\S]*<body>/, '')
      .replace(/<[^>]+>/g, '\n')
      .replaceAll('&amp;', '&');
    for (const line of text.split('\n')) expect(plain).toContain(line);
  });

  it.each(cases)('%s in %s has the link that it should have', (kind, language) => {
    const links = [...written(kind, language).text.matchAll(/^https?:.*$/gm)].map(([link]) => link);
    const expected = WITH_LINK.includes(kind)
      ? kind === 'emailVerification'
        ? [LINK, DISOWN]
        : [LINK]
      : WITH_RESET_PAGE.includes(kind)
        ? [IDENTITY.forgotPasswordUrl]
        : [];
    expect(links).toEqual(expected);
  });

  it.each(kinds)('%s reads differently in every language', (kind) => {
    const texts = LANGUAGES.map((language) => written(kind, language).text);
    expect(new Set(texts).size).toBe(LANGUAGES.length);
  });

  it.each(kinds)('%s keeps Latin words apart in Arabic', (kind) => {
    const { text, html } = written(kind, 'ar');
    expect(html).toContain('<html lang="ar" dir="rtl">');
    const lines = text.split('\n').filter((line) => /\p{sc=Arab}/u.test(line));
    const bare = lines.filter((line) => /\p{sc=Latn}/u.test(line.replace(/\u2068[^\u2068]*?\u2069/g, '')));
    expect(bare.filter((line) => /\p{sc=Latn}/u.test(line.replace(/\u2068.*\u2069/g, '')))).toEqual([]);
  });

  it('shows no address for help where there is none', () => {
    const mail: OutgoingMail = { kind: 'newDevice', to: 'ada@example.com', language: 'en', params };
    const { text = '' } =
      mailTemplates['newDevice']?.(translator, { ...IDENTITY, supportAddress: null }, mail) ?? {};
    expect(text).not.toContain('Questions?');
  });

  it('says until when a suspension lasts', () => {
    expect(written('suspended', 'en').text).toContain('Until: December 24, 2026 at 6:00 PM UTC');
  });

  it.each([
    ['Firefox', '', 'Device: Firefox\n'],
    ['', 'Android', 'Device: an app on Android\n'],
    ['', '', 'Device: an unknown device\n'],
  ])('says browser %j and system %j in words', (browser, system, line) => {
    expect(written('newDevice', 'en', { browser, system }).text).toContain(line);
  });
});

describe('a hostile text in a mail', () => {
  const HOSTILE = '<a href="https://evil.example">{{url}} $t(mails.email.support)</a>';

  it.each(['username', 'browser', 'system', 'ipAddress'])('as %s stays text', (name) => {
    const { html, text } = written('newDevice', 'en', { [name]: HOSTILE });
    expect(html).not.toContain('<a href="https://evil.example"');
    expect(text).not.toContain(LINK);
    expect(text).not.toContain('Contact support: {{support}}');
  });

  it('as the name of the service stays text', () => {
    const mail: OutgoingMail = { kind: 'newDevice', to: 'ada@example.com', language: 'en', params };
    const { html = '', text = '' } =
      mailTemplates['newDevice']?.(translator, { ...IDENTITY, serviceName: HOSTILE }, mail) ?? {};
    expect(html).not.toContain('<a href="https://evil.example"');
    expect(text).toContain(`your ${HOSTILE} account`);
  });
});
