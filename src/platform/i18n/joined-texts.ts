import { readFileSync } from 'node:fs';
import type { Language } from './languages.js';

/** A tree of texts, as in the folders of the capabilities. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** The texts of every capability in one language, joined into one file by `build/join-texts.mjs`. */
export function readTexts(language: Language): TextTree {
  const file = new URL(`../../generated/texts/${language}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
