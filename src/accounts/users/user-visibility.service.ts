import type { Clock } from '../../core/clock.js';
import { asUserId } from '../../core/ids.js';
import { isUuid } from '../../core/uuid.js';
import { type Account, Role, type Viewer } from '../../core/viewer.js';
import type { Database } from '../../platform/database/client.js';
import { type AdministeredRow, administeredColumns, toAdministered } from './account-row.js';
import { publicProfile } from './public-profile.js';

/** Finds users as a viewer may see them (GT-9). */
export class UserVisibility {
  constructor(private readonly deps: { database: Database; clock: Clock }) {}

  /**
   * Finds users by id with at most one query. Viewers see all fields of their own account and the public
   * fields of others; administrators see all fields.
   * @returns the users by id, without ids that have no account
   */
  async find({ account }: Viewer, ids: readonly unknown[]): Promise<ReadonlyMap<unknown, Account>> {
    const others = new Set(ids.filter(isUuid));
    others.delete(account.id);
    const found = others.size > 0 ? await this.#find([...others], account.role) : [];
    return new Map([account, ...found].map((user) => [user.id, user]));
  }

  async #find(ids: string[], role: Role): Promise<Account[]> {
    if (role === Role.ADMIN) return this.#findWhole(ids);
    const select = { id: true, username: true };
    const rows = await this.deps.database.user.findMany({ where: { id: { in: ids } }, select });
    return rows.map(({ id, username }) => publicProfile({ id: asUserId(id), username }));
  }

  async #findWhole(ids: string[]): Promise<Account[]> {
    const now = this.deps.clock.now();
    const rows = await this.deps.database.$queryRaw<AdministeredRow[]>`/* user-visibility.findWhole */
      SELECT ${administeredColumns} FROM users u WHERE u.id = ANY(${ids}::uuid[])`;
    return rows.map((row) => toAdministered(row, now));
  }
}
