import type { Catalogue } from './catalogue.js';
import { en } from './en.js';

/** Every language that the service speaks, by its canonical BCP 47 tag. */
export const catalogues = {
  en,
} as const satisfies Record<string, Catalogue>;

export type Language = keyof typeof catalogues;

export const DEFAULT_LANGUAGE: Language = 'en';
