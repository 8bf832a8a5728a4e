import type { LockedUser } from '../../core/ids.js';
import { neverExpires, survivesChanges, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, Transaction } from '../../platform/database/client.js';

/** Codes that are mailed to sign in, to register and to step up. */
export class MailedCodes implements UserTable {
  constructor(private readonly deps: { database: Database }) {}

  readonly clearTokens = survivesChanges.clearTokens;
  readonly purge = neverExpires.purge;

  async exportOf(): Promise<object> {
    return {};
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.mailedCode.deleteMany({ where: { userId } });
    void this.deps;
  }
}
