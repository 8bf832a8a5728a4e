/** RFC 5646 §4.4.1: enough for every tag in use. */
const MAX_LENGTH = 35;

/** Whether the text is a well-formed BCP 47 language tag, supported or not. */
export function isLanguageCode(text: string): boolean {
  return canonicalLanguageCode(text) !== null;
}

/**
 * Returns the canonical form of a language tag: `pt-BR` for `PT-br`.
 * @returns null for a text that is not a tag
 */
export function canonicalLanguageCode(text: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}
