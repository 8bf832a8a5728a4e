import { readAcceptLanguage } from '../../../src/platform/i18n/accept-language.js';
import { createTranslator } from '../../../src/platform/i18n/translator.js';

describe('negotiate', () => {
  const { negotiate } = createTranslator();

  it.each([undefined, '', '*', 'en', 'en-US,en;q=0.5', 'tlh, en;q=0.1', 'xx', ';q=,,;', '\u0000'])(
    'finds English in %j',
    (header) => {
      expect(negotiate(header)).toBe('en');
    },
  );
});

describe('readAcceptLanguage', () => {
  it('puts the most wanted language first and keeps the order of equals', () => {
    expect(readAcceptLanguage('da;q=0.5, pt-BR, de ; q=0.7,fr;q=1.0 ,\t*;q=0.1')).toEqual([
      'pt-BR',
      'fr',
      'de',
      'da',
      '*',
    ]);
  });

  it('leaves out what is not acceptable and what is no language range', () => {
    expect(readAcceptLanguage('de;q=0, fr;q=1.5, e n, es;q=abc, en_US, it;q=0.8;x=y, nl')).toEqual(['nl']);
  });

  it('leaves out the range that its own limit cuts, whose weight nobody has read', () => {
    const fits = `${'tlh;q=0.9,'.repeat(14)}${' '.repeat(256 - 140 - 2)}`;
    expect(readAcceptLanguage(`${fits}de;q=0.1`)).not.toContain('de');
    expect(readAcceptLanguage(`${fits}de`)).toContain('de');
  });

  it('reads no more than the beginning of an endless header', () => {
    const startedAt = performance.now();
    expect(readAcceptLanguage('a,'.repeat(5_000_000)).length).toBeLessThanOrEqual(16);
    expect(readAcceptLanguage(`${' '.repeat(5_000_000)}de`)).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});
