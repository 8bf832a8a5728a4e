import type { FieldProblem } from '../../core/errors.js';
import type { ParsedSetting } from '../../core/parsed-setting.js';
import { sentence } from '../../platform/i18n/sentence.js';
import { RESERVED_USERNAMES } from './reserved-usernames.data.js';
import { USERNAME_MAX_LENGTH, USERNAME_PATTERN } from './username.js';

/** Parses usernames that are separated by commas. */
export function parseReservedUsernames(text: string): ParsedSetting<readonly string[]> {
  const names = text.split(',').map((name) => name.trim());
  const fits = names.every(
    (name) => USERNAME_PATTERN.test(name) && name.length <= USERNAME_MAX_LENGTH && keyOf(name) !== '',
  );
  return fits ? { value: names } : { problem: 'must be usernames, separated by commas' };
}

/** The usernames that read like the name of the service, such as `AcmeCloud` for "Acme Cloud". */
export function reservedForName(serviceName: string): string[] {
  const name = serviceName.replace(/[^a-zA-Z0-9]/g, '');
  return name === '' ? [] : [name];
}

/**
 * Usernames that could impersonate the service or its operator, or that programs read as no name, such as
 * `null`. Users cannot choose them. The operator may assign them to any user.
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
   * @param current the user's current username, whose case and underscores they may change
   * @returns the problem of a reserved username; empty for any other
   */
  check(username: string, current?: string): FieldProblem[] {
    const isCurrent = current !== undefined && keyOf(current) === keyOf(username);
    if (!this.includes(username) || isCurrent) return [];
    return [{ field: 'username', rule: 'reserved', sentence: sentence('problems.input.reserved') }];
  }
}

/** Ignores case and underscores, because `Ad_min` reads like `admin`. */
function keyOf(username: string): string {
  return username.toLowerCase().replaceAll('_', '');
}
