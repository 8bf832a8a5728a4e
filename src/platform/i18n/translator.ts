import { createInstance, type i18n } from 'i18next';
import type { Sentence } from '../../core/errors.js';
import { readAcceptLanguage } from './accept-language.js';
import type { MessageKey, MessageParams, NamesIn } from './catalogue.js';
import { readTexts } from './joined-texts.js';
import { canonicalLanguageCode } from './language-code.js';
import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from './languages.js';

/** Which sentence a MessagePayload says. */
export type AnswerKey = NamesIn<'answers'>;

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

/** Reads the English texts at once, and those of another language when it is first spoken. */
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

/** The one that i18next looks into where it is told of none. */
const NAMESPACE = 'translation';

function openTexts(): i18n {
  const texts = createInstance();
  void texts.init({
    initAsync: false,
    fallbackLng: DEFAULT_LANGUAGE,
    resources: { [DEFAULT_LANGUAGE]: { [NAMESPACE]: readTexts(DEFAULT_LANGUAGE) } },
    // Most texts are JSON or plain text. The one place that writes HTML escapes for itself.
    interpolation: { escapeValue: false },
  });
  return texts;
}

/** Drops subtags from the right until a language answers (RFC 4647 §3.4). */
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
