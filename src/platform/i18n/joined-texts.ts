import { readFileSync } from 'node:fs';
import type { Language } from './languages.js';

/** A tree of texts, as the folders of the capabilities hold them. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** The texts of every capability in one language, which `build/join-texts.mjs` has joined in one file. */
export function readTexts(language: Language): TextTree {
  const file = new URL(`../../generated/texts/${language}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
