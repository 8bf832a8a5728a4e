import { ar } from './ar.js';
import type { Catalogue } from './catalogue.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { it } from './it.js';
import { ja } from './ja.js';
import { pt } from './pt.js';
import { ru } from './ru.js';
import { zh } from './zh.js';

/** Every language that the service speaks, by its canonical BCP 47 tag. */
export const catalogues = {
  ar,
  de,
  en,
  es,
  fr,
  it,
  ja,
  pt,
  ru,
  zh,
} as const satisfies Record<string, Catalogue>;

export type Language = keyof typeof catalogues;

export const DEFAULT_LANGUAGE: Language = 'en';
