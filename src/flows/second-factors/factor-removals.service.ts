import type { LockedUser, UserId } from '../../core/ids.js';
import { neverExpires, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, Transaction } from '../../platform/database/client.js';

/** Stores the removals of factors that wait. */
export class FactorRemovals implements UserTable {
  readonly purge = neverExpires.purge;

  constructor(private readonly deps: { database: Database }) {}

  /** A change of the user ends what a session before it has asked for. */
  async clearTokens(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.factorRemoval.deleteMany({ where: { userId } });
  }

  async exportOf(userId: UserId): Promise<object> {
    const factorRemovals = await this.deps.database.factorRemoval.findMany({
      where: { userId },
      select: { requestedAt: true, dueAt: true },
    });
    return { factorRemovals };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.factorRemoval.deleteMany({ where: { userId } });
  }
}
