import type { LockedUser } from '../../core/ids.js';
import { neverExpires, survivesChanges, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, Transaction } from '../../platform/database/client.js';

/** The proved accounts at providers that wait for a sign-up, or for the proof of the account to link. */
export class PendingIdentities implements UserTable {
  constructor(private readonly deps: { database: Database }) {}

  readonly clearTokens = survivesChanges.clearTokens;
  readonly purge = neverExpires.purge;

  async exportOf(): Promise<object> {
    return {};
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.pendingIdentity.deleteMany({ where: { userId } });
    void this.deps;
  }
}
