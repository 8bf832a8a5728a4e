import { displayNameOf } from '../../accounts/users/display-name.js';

/** The form in which the name of a factor is stored. */
export function factorNameOf(text: string): string {
  return displayNameOf(text) ?? '';
}
