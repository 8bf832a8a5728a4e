import type { LockedUser } from '../../core/ids.js';
import { neverExpires, survivesChanges, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, Transaction } from '../../platform/database/client.js';

/** Stores the user handles that passkeys hold: random, so a passkey reveals nothing about its user (PK-7). */
export class PasskeyOwners implements UserTable {
  readonly clearTokens = survivesChanges.clearTokens;
  readonly purge = neverExpires.purge;

  constructor(readonly deps: { database: Database }) {}

  /** The handle is a random number that means nothing outside the user's passkeys. */
  async exportOf(): Promise<object> {
    return {};
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.passkeyOwner.deleteMany({ where: { userId } });
  }
}
