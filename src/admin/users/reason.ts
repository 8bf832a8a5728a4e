import { isLineOfText } from '../../core/line-of-text.js';

export const REASON_MAX_LENGTH = 500;

/** Whether a text is a valid reason. */
export function isReason(text: string): boolean {
  return isLineOfText(text, REASON_MAX_LENGTH);
}
