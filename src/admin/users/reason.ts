export const REASON_MAX_LENGTH = 500;
/** Of one line, and shown as it is stored: no control, no half of a character, nothing that turns the text around. */
const NOT_IN_REASONS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Whether a text may stand as the reason of a decision. Counted in code points, as the column does. */
export function isReason(text: string): boolean {
  return /\S/.test(text) && [...text].length <= REASON_MAX_LENGTH && !NOT_IN_REASONS.test(text);
}
