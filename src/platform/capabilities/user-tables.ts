import type { LockedUser, SessionId, UserId } from '../../core/ids.js';
import type { UserChange } from '../../core/user-change.js';
import type { Transaction } from '../database/client.js';
import type { UserTable } from './table.js';

/**
 * Clears tokens, exports and deletes the data of a user over the tables of every capability. The tables join
 * when capabilities are built, so no capability of the list can be omitted.
 */
export class UserTables {
  readonly #tables: Partial<UserTable>[] = [];
  readonly #names: string[] = [];

  /** @param name the name of the table in the database */
  join(name: string, table: Partial<UserTable>): void {
    this.#tables.push(table);
    if (table.forget !== undefined || table.clearTokens !== undefined) this.#names.push(name);
  }

  /** The tables whose files must not keep deleted rows. */
  get personal(): readonly string[] {
    return this.#names;
  }

  async clearTokens(
    tx: Transaction,
    userId: LockedUser,
    because: UserChange,
    keep?: SessionId,
  ): Promise<void> {
    for (const table of this.#tables) await table.clearTokens?.(tx, userId, because, keep);
  }

  /**
   * Deletes from the last table to the first, because the row of the user must outlive all references to it.
   */
  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    for (const table of this.#tables.toReversed()) await table.forget?.(tx, userId);
  }

  /** @returns all stored data of the user. Several tables may add to the same member. */
  async exportOf(userId: UserId): Promise<Readonly<Record<string, unknown>>> {
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
