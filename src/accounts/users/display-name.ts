import { isLineOfText } from '../../core/line-of-text.js';

export const DISPLAY_NAME_MAX_LENGTH = 64;

const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** The form in which a display name is stored. Null for an empty text, which means no display name. */
export function displayNameOf(text: string): string | null {
  return text.normalize('NFC').trim() || null;
}

/** Whether a text is empty, or a line in which people see something. */
export function isDisplayName(text: string): boolean {
  const name = displayNameOf(text);
  if (name === null) return true;
  return isLineOfText(name, DISPLAY_NAME_MAX_LENGTH) && VISIBLE.test(name.replace(INVISIBLE, ''));
}
