import type { UserChange } from '../../core/user-change.js';
import type { Transaction } from '../database/client.js';
import type { UserTable } from './table.js';

/**
 * What a change ends, what an export shows and what a deletion forgets, over the tables of every capability. They
 * join as capabilities are built, so a capability that is in the list cannot be left out.
 */
export class UserTables {
  readonly #tables: Partial<UserTable>[] = [];
  readonly #names: string[] = [];

  /** @param name in the database */
  join(name: string, table: Partial<UserTable>): void {
    this.#tables.push(table);
    if (table.forget !== undefined || table.clearTokens !== undefined) this.#names.push(name);
  }

  /** The tables from whose files a deletion must vanish. */
  get personal(): readonly string[] {
    return this.#names;
  }

  async clearTokens(tx: Transaction, userId: string, because: UserChange, keep?: string): Promise<void> {
    for (const table of this.#tables) await table.clearTokens?.(tx, userId, because, keep);
  }

  /** The last tables first: a user goes after everything that refers to them. */
  async forget(tx: Transaction, userId: string): Promise<void> {
    for (const table of this.#tables.toReversed()) await table.forget?.(tx, userId);
  }

  /** All that is stored of the user; tables may add to the same member. */
  async exportOf(userId: string): Promise<Readonly<Record<string, unknown>>> {
    const whole: Record<string, unknown> = {};
    for (const table of this.#tables)
      for (const [member, part] of Object.entries((await table.exportOf?.(userId)) ?? {}))
        whole[member] = isObject(part) && isObject(whole[member]) ? { ...whole[member], ...part } : part;
    return whole;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
