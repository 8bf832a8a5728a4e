/** Every language that the service speaks, by its canonical BCP 47 tag, and how it is written. */
export const LANGUAGES = [
  /**
   * Modern Standard Arabic, worded so that it addresses neither a man nor a woman alone. A filled-in value may be Latin
   * text: the isolates U+2068 … U+2069 around it keep it from reordering the sentence (Unicode UAX #9).
   */
  'ar',
  /** German, in the polite form: Sie. */
  'de',
  'en',
  /** Spanish for every country that speaks it, in the polite form: usted. */
  'es',
  /** French, in the polite form: vous. A no-break space stands before a colon, as French typography asks. */
  'fr',
  /** Italian, in the polite form: Lei. */
  'it',
  /** Japanese, in the polite form: です・ます. */
  'ja',
  /** Portuguese as it is written in Brazil, with você. */
  'pt',
  /** Russian, in the polite form: вы. */
  'ru',
  /** Chinese in simplified characters, in the polite form: 您. */
  'zh',
] as const;

export type Language = (typeof LANGUAGES)[number];

export const DEFAULT_LANGUAGE: Language = 'en';
