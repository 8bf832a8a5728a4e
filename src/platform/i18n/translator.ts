import { createInstance, type i18n } from 'i18next';
import type { Sentence } from '../../core/errors.js';
import { readAcceptLanguage } from './accept-language.js';
import type { MessageKey, MessageParams } from './catalogue.js';
import { catalogues, DEFAULT_LANGUAGE, type Language } from './catalogues.js';
import type { en } from './en.js';
import { canonicalLanguageCode } from './language-code.js';

/** Which sentence a MessagePayload says. */
export type AnswerKey = keyof typeof en.answers;

/** Says in the user's language what the service has to say. */
export interface Translator {
  /** @param language any tag; one that is not spoken is answered in the closest that is (`pt-BR`: `pt`), or English */
  translate<K extends MessageKey>(language: string, key: K, ...params: MessageParams<K>): string;
  /** Says what was named while the language was not known yet. */
  say(language: string, sentence: Sentence): string;
  /** Whether there is a message of this name. */
  has(key: string): boolean;
  /** The spoken language that an Accept-Language header asks for most. */
  negotiate(acceptLanguage: string | undefined): Language;
  /** The spoken language that stands in for any tag. */
  closest(language: string): Language;
  directionOf(language: string): 'ltr' | 'rtl';
}

export function createTranslator(): Translator {
  const texts = loadTexts();
  const closest = (language: string) => findSpoken(language) ?? DEFAULT_LANGUAGE;
  return {
    translate: (language, key, ...[params]) => texts.t(key, { ...params, lng: closest(language) }),
    has: (key) => texts.exists(key, { lng: DEFAULT_LANGUAGE }),
    say: (language, { key, params }) => texts.t(key, { ...params, lng: closest(language) }),
    negotiate: (acceptLanguage = '') =>
      readAcceptLanguage(acceptLanguage)
        .map((tag) => (tag === '*' ? DEFAULT_LANGUAGE : findSpoken(tag)))
        .find((language) => language !== null) ?? DEFAULT_LANGUAGE,
    closest,
    directionOf: (language) => texts.dir(closest(language)),
  };
}

function loadTexts(): i18n {
  const texts = createInstance();
  void texts.init({
    initAsync: false,
    fallbackLng: DEFAULT_LANGUAGE,
    resources: Object.fromEntries(
      Object.entries(catalogues).map(([language, catalogue]) => [language, { translation: catalogue }]),
    ),
    // Most texts are JSON or plain text. The one place that writes HTML escapes for itself.
    interpolation: { escapeValue: false },
  });
  return texts;
}

/** Drops subtags from the right until a catalogue answers (RFC 4647 §3.4). */
function findSpoken(language: string): Language | null {
  const subtags = canonicalLanguageCode(language)?.split('-') ?? [];
  for (let length = subtags.length; length > 0; length--) {
    const tag = subtags.slice(0, length).join('-');
    if (isSpoken(tag)) return tag;
  }
  return null;
}

function isSpoken(tag: string): tag is Language {
  return Object.hasOwn(catalogues, tag);
}
