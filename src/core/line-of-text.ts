/**
 * Control characters, separators of lines, lone surrogates, and the characters that change the direction of the
 * text around them: with them, a text could disguise what a page shows next to it.
 */
const NOT_IN_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/**
 * Whether a text is one line that can be displayed as stored. Its length counts code points, like a column of
 * the database, so every client counts the same whatever version of Unicode it knows.
 */
export function isLineOfText(text: string, maxLength: number): boolean {
  return /\S/.test(text) && [...text].length <= maxLength && !NOT_IN_A_LINE.test(text);
}
