export const REASON_MAX_LENGTH = 500;
/**
 * A reason is one line and is displayed as stored. It must not contain control characters, line separators,
 * lone surrogates, or bidirectional controls, which could disguise the text.
 */
const NOT_IN_REASONS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Whether a text is a valid reason. Its length counts code points, like the database column. */
export function isReason(text: string): boolean {
  return /\S/.test(text) && [...text].length <= REASON_MAX_LENGTH && !NOT_IN_REASONS.test(text);
}
