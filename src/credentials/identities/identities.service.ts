import type { LockedUser } from '../../core/ids.js';
import { neverExpires, survivesChanges, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, Transaction } from '../../platform/database/client.js';

/** The accounts at providers by which users sign in. */
export class Identities implements UserTable {
  constructor(private readonly deps: { database: Database }) {}

  readonly clearTokens = survivesChanges.clearTokens;
  readonly purge = neverExpires.purge;

  async exportOf(): Promise<object> {
    return {};
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.identity.deleteMany({ where: { userId } });
    void this.deps;
  }
}
