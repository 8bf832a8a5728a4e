import { errorDeclarations } from '../../../src/app/registers.js';
import type { ErrorCode } from '../../../src/core/errors.js';
import { createTranslator } from '../../../src/platform/i18n/translator.js';
import { printedBy } from '../../support/console.js';

describe('translate', () => {
  const translator = createTranslator();

  it.each(Object.keys(errorDeclarations) as ErrorCode[])('has a sentence for %s', (code) => {
    expect(translator.has(`errors.${code}`)).toBe(true);
  });

  it('says that a reset was requested without saying whether the address exists', () => {
    expect(translator.translate('en', 'answers.passwordResetRequested')).toBe(
      'If the email exists, a password reset link has been sent',
    );
  });

  it('answers a regional variant in the language it varies', () => {
    expect(translator.closest('en-GB-oxendict')).toBe('en');
  });

  it.each(['xx', 'tlh', '', 'not a tag', '__proto__', 'constructor', 'cimode', `en-${'x'.repeat(10_000)}`])(
    'answers in English where it is asked for %.20j',
    (language) => {
      expect(translator.translate(language, 'answers.logout')).toBe('Logout successful');
    },
  );

  it.each([
    [1, 'The link works once, and for 1 minute.'],
    [30, 'The link works once, and for 30 minutes.'],
  ])('counts %d as the language does', (count, sentence) => {
    expect(translator.translate('en', 'mails.passwordReset.expiry', { count })).toBe(sentence);
  });

  it.each(['<b>&"', '$t(answers.logout)', '{{count}}', "$&$1$'"])(
    'fills in %j as it is, without reading it',
    (username) => {
      expect(translator.translate('en', 'mails.passwordReset.greeting', { username })).toBe(
        `Hello ${username},`,
      );
    },
  );

  it('prints nothing', async () => {
    expect(await printedBy(() => createTranslator().translate('xx', 'answers.logout'))).toEqual([]);
  });
});

describe('directionOf', () => {
  it('is that of the language which is spoken in the end', () => {
    const translator = createTranslator();
    expect(translator.directionOf('en-US')).toBe('ltr');
    expect(translator.directionOf('no such language')).toBe('ltr');
  });
});
