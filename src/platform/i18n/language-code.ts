/** RFC 5646 §4.4.1: room enough for every tag in use. */
const MAX_LENGTH = 35;

/** Whether the text is a well-formed BCP 47 language tag, spoken by the service or not. */
export function isLanguageCode(text: string): boolean {
  return canonicalLanguageCode(text) !== null;
}

/**
 * The one spelling of a language tag: `PT-br` is `pt-BR`.
 * @returns null for a text that is no tag
 */
export function canonicalLanguageCode(text: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}
