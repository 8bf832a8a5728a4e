import { createInstance, type i18n } from 'i18next';
import type { Sentence } from '../../core/errors.js';
import { readAcceptLanguage } from './accept-language.js';
import type { MessageKey, MessageParams, NamesIn } from './catalogue.js';
import { readTexts } from './joined-texts.js';
import { canonicalLanguageCode } from './language-code.js';
import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from './languages.js';

/** The message of an Acknowledgement. */
export type AnswerKey = NamesIn<'answers'>;

/** Translates the messages of the service into the user's language. */
export interface Translator {
  /**
   * @param language any tag. An unsupported tag falls back to the closest supported one (`pt-BR`: `pt`), or
   * English.
   */
  translate<K extends MessageKey>(language: string, key: K, ...params: MessageParams<K>): string;
  /** Translates a message that was named before the language was known. */
  say(language: string, sentence: Sentence): string;
  /** Whether a message with this key exists. */
  has(key: string): boolean;
  /** The supported language that an Accept-Language header prefers most. */
  negotiate(acceptLanguage: string | undefined): Language;
  /** The closest supported language for any tag. */
  closest(language: string): Language;
  directionOf(language: string): 'ltr' | 'rtl';
}

/** Loads the English texts at once, and those of another language at its first use. */
export function createTranslator(): Translator {
  const texts = openTexts();
  const closest = (language: string) => findSpoken(language) ?? DEFAULT_LANGUAGE;
  const say = (language: string, { key, params }: Sentence) => {
    const lng = closest(language);
    if (!texts.hasResourceBundle(lng, NAMESPACE)) texts.addResourceBundle(lng, NAMESPACE, readTexts(lng));
    return texts.t(key, { ...params, lng });
  };
  return {
    translate: (language, key, ...[params]) => say(language, { key, params: params ?? {} }),
    say,
    has: (key) => texts.exists(key, { lng: DEFAULT_LANGUAGE }),
    negotiate: (acceptLanguage = '') =>
      readAcceptLanguage(acceptLanguage)
        .map((tag) => (tag === '*' ? DEFAULT_LANGUAGE : findSpoken(tag)))
        .find((language) => language !== null) ?? DEFAULT_LANGUAGE,
    closest,
    directionOf: (language) => texts.dir(closest(language)),
  };
}

/** The default namespace of i18next. */
const NAMESPACE = 'translation';

function openTexts(): i18n {
  const texts = createInstance();
  void texts.init({
    initAsync: false,
    fallbackLng: DEFAULT_LANGUAGE,
    resources: { [DEFAULT_LANGUAGE]: { [NAMESPACE]: readTexts(DEFAULT_LANGUAGE) } },
    // Most texts become JSON or plain text. The one place that writes HTML escapes its values itself.
    interpolation: { escapeValue: false },
  });
  return texts;
}

/** Drops subtags from the right until a language is supported (RFC 4647 §3.4). */
function findSpoken(language: string): Language | null {
  const subtags = canonicalLanguageCode(language)?.split('-') ?? [];
  for (let length = subtags.length; length > 0; length--) {
    const tag = subtags.slice(0, length).join('-');
    if (isSpoken(tag)) return tag;
  }
  return null;
}

function isSpoken(tag: string): tag is Language {
  return (LANGUAGES as readonly string[]).includes(tag);
}
