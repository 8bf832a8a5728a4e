import type { Clock } from '../../core/clock.js';
import { asUserId } from '../../core/ids.js';
import { isUuid } from '../../core/uuid.js';
import { isService, type Principal, seesAll, type Viewer } from '../../core/viewer.js';
import type { Database } from '../../platform/database/client.js';
import { type AdministeredRow, administeredColumns, toAdministered } from './account-row.js';
import { publicProfile, type ShownAccount } from './public-profile.js';

/** Finds users as a viewer may see them (GT-9). */
export class UserVisibility {
  constructor(private readonly deps: { database: Database; clock: Clock }) {}

  /**
   * Finds users by id with at most one query. Viewers see all fields of their own account and the public
   * fields of others; a viewer who sees all sees all fields of everybody, and so does a service that may read
   * users.
   * @returns the users by id, without ids that have no account
   */
  async find(reader: Principal, ids: readonly unknown[]): Promise<ReadonlyMap<unknown, ShownAccount>> {
    const own = isService(reader) ? [] : [reader.account];
    const others = new Set(ids.filter(isUuid));
    for (const { id } of own) others.delete(id);
    const find = seesAll(reader, 'users:read') ? this.#findWhole : this.#findPublic;
    const found = others.size > 0 ? await find.call(this, [...others]) : [];
    return new Map([...own, ...found].map((user) => [user.id, user]));
  }

  /**
   * Finds one user for `node`, which answers the same for an unknown user and for one whom the viewer may not
   * see.
   */
  async findNode(viewer: Viewer, id: string): Promise<ShownAccount | null> {
    if (id !== viewer.account.id && !seesAll(viewer)) return null;
    return (await this.find(viewer, [id])).get(id) ?? null;
  }

  async #findPublic(ids: string[]): Promise<ShownAccount[]> {
    const select = { id: true, username: true };
    const rows = await this.deps.database.user.findMany({ where: { id: { in: ids } }, select });
    return rows.map(({ id, username }) => publicProfile({ id: asUserId(id), username }));
  }

  async #findWhole(ids: string[]): Promise<ShownAccount[]> {
    const now = this.deps.clock.now();
    const rows = await this.deps.database.$queryRaw<AdministeredRow[]>`/* user-visibility.findWhole */
      SELECT ${administeredColumns} FROM users u WHERE u.id = ANY(${ids}::uuid[])`;
    return rows.map((row) => toAdministered(row, now));
  }
}
