/** The supported languages, by canonical BCP 47 tag, with the style of their texts. */
export const LANGUAGES = [
  /**
   * Modern Standard Arabic, with gender-neutral address. A parameter may be Latin text: the isolates U+2068 …
   * U+2069 around it keep it from reordering the sentence (Unicode UAX #9).
   */
  'ar',
  /** German, in the polite form: Sie. */
  'de',
  'en',
  /** Spanish for every country that speaks it, in the polite form: usted. */
  'es',
  /** French, in the polite form: vous. A no-break space precedes a colon, as French typography requires. */
  'fr',
  /** Italian, in the polite form: Lei. */
  'it',
  /** Japanese, in the polite form: です・ます. */
  'ja',
  /** Brazilian Portuguese, with você. */
  'pt',
  /** Russian, in the polite form: вы. */
  'ru',
  /** Simplified Chinese, in the polite form: 您. */
  'zh',
] as const;

export type Language = (typeof LANGUAGES)[number];

export const DEFAULT_LANGUAGE: Language = 'en';
