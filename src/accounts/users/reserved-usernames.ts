import { Refusal } from '../../core/errors.js';
import { sentence } from '../../platform/i18n/sentence.js';
import { RESERVED_USERNAMES } from './reserved-usernames.data.js';
import { USERNAME_MAX_LENGTH, USERNAME_PATTERN } from './username.js';

/** Names that nobody may choose, or the end of a sentence that says what is wrong with the list. */
type Reading = { readonly value: readonly string[] } | { readonly problem: string };

/** Reads usernames, separated by commas. */
export function parseReservedUsernames(text: string): Reading {
  const names = text.split(',').map((name) => name.trim());
  const fits = names.every(
    (name) => USERNAME_PATTERN.test(name) && name.length <= USERNAME_MAX_LENGTH && keyOf(name) !== '',
  );
  return fits ? { value: names } : { problem: 'must be usernames, separated by commas' };
}

/**
 * Usernames by which a user could pass for the service or its operator, or that programs take for no name at all. They
 * bind users who choose a name. An operator may give them to anybody.
 */
export class ReservedUsernames {
  readonly #keys: ReadonlySet<string>;

  /** @param further names that the operator reserves */
  constructor(further: readonly string[]) {
    this.#keys = new Set([...RESERVED_USERNAMES, ...further].map(keyOf));
  }

  includes(username: string): boolean {
    return this.#keys.has(keyOf(username));
  }

  /**
   * @param current what the user is called now: they may write that otherwise
   * @throws BAD_USER_INPUT
   */
  requireFree(username: string, current?: string): void {
    const isCurrent = current !== undefined && keyOf(current) === keyOf(username);
    if (!this.includes(username) || isCurrent) return;
    throw new Refusal('BAD_USER_INPUT', {
      fields: [{ field: 'username', rule: 'reserved', sentence: sentence('problems.input.reserved') }],
    });
  }
}

/** `Ad_min` reads like `admin`. */
function keyOf(username: string): string {
  return username.toLowerCase().replaceAll('_', '');
}
