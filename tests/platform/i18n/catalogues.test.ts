import { readTexts, type TextTree } from '../../../src/platform/i18n/joined-texts.js';
import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '../../../src/platform/i18n/languages.js';
import { createTranslator } from '../../../src/platform/i18n/translator.js';

const CATEGORY = /_(zero|one|two|few|many|other)$/;
const TRANSLATIONS = LANGUAGES.filter((language) => language !== DEFAULT_LANGUAGE);

/** Keys whose text is rightly the same as in English, as `de:mails.x.y`. */
const SAME_AS_ENGLISH: readonly string[] = [];

function textsOf(language: Language): Map<string, string> {
  const texts = new Map<string, string>();
  const collect = (part: TextTree, path: string) => {
    for (const [key, value] of Object.entries(part))
      if (typeof value === 'string') texts.set(`${path}${key}`, value);
      else collect(value, `${path}${key}.`);
  };
  collect(readTexts(language), '');
  return texts;
}

const english = textsOf(DEFAULT_LANGUAGE);
const baseOf = (key: string) => (isPlural(key) ? key.replace(CATEGORY, '') : key);
const isPlural = (key: string) => english.has(`${key.replace(CATEGORY, '')}_other`);
const keysOf = (texts: Map<string, string>) => [...new Set([...texts.keys()].map(baseOf))].sort();
const placeholdersIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

/** A category that means one number only may say it in a word: `for one minute`. */
function meansOneNumber(language: string, category: string): boolean {
  const rules = new Intl.PluralRules(language);
  return [...Array(1000).keys()].filter((number) => rules.select(number) === category).length === 1;
}

describe.each(LANGUAGES)('the catalogue of %s', (language) => {
  const texts = textsOf(language);
  const categories = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();

  it('has the keys of English and no other', () => {
    expect(keysOf(texts)).toEqual(keysOf(english));
  });

  it('has every plural category of the language and no other', () => {
    const plurals = keysOf(english).filter((key) => english.has(`${key}_other`));
    const wrong = plurals.filter((base) => {
      const found = [...texts.keys()].filter((key) => isPlural(key) && baseOf(key) === base);
      return (
        found
          .map((key) => CATEGORY.exec(key)?.[1])
          .sort()
          .join() !== categories.join()
      );
    });
    expect(wrong).toEqual([]);
  });

  it('fills in what English does', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const expected = placeholdersIn(english.get(key) ?? english.get(`${baseOf(key)}_other`) ?? '');
      const category = isPlural(key) ? CATEGORY.exec(key)?.[1] : undefined;
      const found = placeholdersIn(text);
      if (category !== undefined && meansOneNumber(language, category) && !found.includes('count'))
        found.push('count');
      return found.sort().join() !== expected.join();
    });
    expect(wrong).toEqual([]);
  });

  it('has no text that is empty, untrimmed or broken', () => {
    const wrong = [...texts].filter(
      ([, text]) =>
        text === '' ||
        text !== text.trim() ||
        / {2}|[\r\n\t]|\u00ad|\ufffd|\$t\(/.test(text) ||
        /[{}]/.test(text.replace(/\{\{\w+\}\}/g, '')),
    );
    expect(wrong).toEqual([]);
  });
});

describe.each(TRANSLATIONS)('the catalogue of %s', (language) => {
  it('repeats no English by oversight', () => {
    const same = [...textsOf(language)].filter(([key, text]) => text === english.get(key));
    expect(same.map(([key]) => `${language}:${key}`)).toEqual(
      SAME_AS_ENGLISH.filter((entry) => entry.startsWith(`${language}:`)),
    );
  });

  it('is written in the script of the language', () => {
    const scripts: Readonly<Record<string, RegExp>> = {
      ar: /\p{sc=Arab}/u,
      ja: /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u,
      ru: /\p{sc=Cyrl}/u,
      zh: /\p{sc=Han}/u,
    };
    const script = scripts[language] ?? /\p{sc=Latn}/u;
    expect([...textsOf(language)].filter(([, text]) => !script.test(text))).toEqual([]);
  });
});

describe('the typography', () => {
  const CODE = /`\w+`|\. _ : -/g;
  it.each<[language: Language, never: string, pattern: RegExp]>([
    ['fr', 'breaks a line before a colon and its kind', / (?=[:;!?»])/],
    ['zh', 'puts a half-width sign beside a character', /\p{sc=Han}[,;:!?()]|[,;:!?()]\p{sc=Han}/u],
    ['ja', 'puts a half-width sign beside a character', /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}][,;:!?()]/u],
    [
      'ja',
      'sets a number apart from what it counts',
      /(\d|\{\{(min|max|count)\}\}) \p{sc=Han}|\p{sc=Hira} \d/u,
    ],
    ['ar', 'puts a Latin comma, semicolon or question mark', /[,;?]/],
    ['ar', 'writes the tanwin behind its alif', /\u0627\u064b/],
    ['es', 'opens a question or a cry with nothing', /^[^¿¡]*[?!]/],
  ])('of %s never %s', (language, _what, pattern) => {
    const wrong = [...textsOf(language)].filter(([, text]) => pattern.test(text.replace(CODE, '')));
    expect(wrong).toEqual([]);
  });

  it.each(TRANSLATIONS)('of %s takes no typewriter’s quotation mark or apostrophe', (language) => {
    expect([...textsOf(language)].filter(([, text]) => /["']/.test(text))).toEqual([]);
  });
});

describe('Arabic', () => {
  const texts = [...textsOf('ar')];

  it('isolates whatever is filled in and may be Latin text', () => {
    const bare = texts.filter(([, text]) =>
      /\{\{(username|address|time|service|support|device|browser|system)\}\}/.test(
        text.replace(/\u2068\{\{\w+\}\}\u2069/g, ''),
      ),
    );
    expect(bare).toEqual([]);
  });

  it('isolates Latin words of its own, and closes every isolate', () => {
    const open = texts.filter(([, text]) => {
      const rest = text.replace(/\u2068[^\u2068\u2069]+\u2069/g, '').replace(/\{\{\w+\}\}/g, '');
      return /[\u2068\u2069\p{sc=Latn}]/u.test(rest);
    });
    expect(open).toEqual([]);
  });
});

describe('the translator', () => {
  const translator = createTranslator();

  it.each<[wanted: string, spoken: string]>([
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt'],
    ['zh-Hant', 'zh'],
    ['zh-CN', 'zh'],
    ['zh-Hant-TW', 'zh'],
    ['ar-EG', 'ar'],
    ['de-CH', 'de'],
    ['es-419', 'es'],
    ['fr-CA', 'fr'],
    ...TRANSLATIONS.map((language): [string, string] => [language, language]),
  ])('answers %s in %s', (wanted, spoken) => {
    expect(translator.closest(wanted)).toBe(spoken);
    expect(translator.negotiate(`tlh, ${wanted};q=0.9, en;q=0.1`)).toBe(spoken);
  });

  it.each(TRANSLATIONS)('writes %s in its direction', (language) => {
    expect(translator.directionOf(language)).toBe(language === 'ar' ? 'rtl' : 'ltr');
  });

  it.each([
    ['ru', 1, 'Ссылка сработает один раз и действует 1 минуту.'],
    ['ru', 3, 'Ссылка сработает один раз и действует 3 минуты.'],
    ['ru', 30, 'Ссылка сработает один раз и действует 30 минут.'],
    ['ar', 2, 'يعمل الرابط مرة واحدة فقط، ولمدة دقيقتين.'],
    ['ar', 5, 'يعمل الرابط مرة واحدة فقط، ولمدة 5 دقائق.'],
    ['ja', 30, 'リンクは一度だけ使用でき、30分間有効です。'],
  ])('counts in %s: %d', (language, count, text) => {
    expect(translator.translate(language, 'mails.passwordReset.expiry', { count })).toBe(text);
  });
});
