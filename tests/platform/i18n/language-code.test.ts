import { canonicalLanguageCode, isLanguageCode } from '../../../src/platform/i18n/language-code.js';

describe('isLanguageCode', () => {
  it.each(['en', 'pt-BR', 'zh-Hant-TW', 'sr-Latn', 'de-CH-1996', 'tlh'])('accepts %s', (code) => {
    expect(isLanguageCode(code)).toBe(true);
  });

  it.each([
    '',
    'e',
    'en_US',
    'en-',
    'en US',
    'english language',
    'en\u0000',
    '../en',
    '<b>',
    `en-${'abcd-'.repeat(8)}efgh`,
  ])('refuses %j', (code) => {
    expect(isLanguageCode(code)).toBe(false);
  });
});

describe('canonicalLanguageCode', () => {
  it('spells a tag in one way', () => {
    expect(canonicalLanguageCode('PT-br')).toBe('pt-BR');
  });
});
