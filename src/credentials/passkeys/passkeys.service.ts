import type { LockedUser, UserId } from '../../core/ids.js';
import { neverExpires, survivesChanges, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, Transaction } from '../../platform/database/client.js';

/** Stores the passkeys of users. */
export class Passkeys implements UserTable {
  /** A factor outlives changes of the password, or a thief of the mailbox would remove it by a reset (PR-2). */
  readonly clearTokens = survivesChanges.clearTokens;
  readonly purge = neverExpires.purge;

  constructor(private readonly deps: { database: Database }) {}

  /** @returns false if the user has no passkey with this id */
  async remove(tx: Transaction, userId: LockedUser, id: string): Promise<boolean> {
    return (await tx.passkey.deleteMany({ where: { id, userId } })).count > 0;
  }

  async exportOf(userId: UserId): Promise<object> {
    const passkeys = await this.deps.database.passkey.findMany({
      where: { userId },
      select: { id: true, name: true, rpId: true, backedUp: true, createdAt: true, lastUsedAt: true },
      orderBy: { createdAt: 'asc' },
    });
    return { passkeys };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.passkey.deleteMany({ where: { userId } });
  }
}
