import type { Clock } from '../../core/clock.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { UserTable } from '../../platform/capabilities/table.js';
import type { Database, RawTransaction, Transaction } from '../../platform/database/client.js';

/** Stores the devices on which the user asked not to be asked for the second factor again. */
export class TrustedDevices implements UserTable {
  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /** Ends the devices that the proof of this factor made trusted ones. */
  async endOf(tx: RawTransaction, userId: LockedUser, factorId: string): Promise<void> {
    await tx.$queryRaw`/* trusted-devices.endOf */
      DELETE FROM trusted_devices WHERE user_id = ${userId}::uuid AND factor_id = ${factorId}::uuid`;
  }

  /** Every change that ends sessions ends the trust in devices. */
  async clearTokens(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.trustedDevice.deleteMany({ where: { userId } });
  }

  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* trusted-devices.purge */
      DELETE FROM trusted_devices WHERE id IN (
        SELECT id FROM trusted_devices WHERE expires_at <= ${now} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  async exportOf(userId: UserId): Promise<object> {
    const trustedDevices = await this.deps.database.trustedDevice.findMany({
      where: { userId },
      select: { name: true, createdAt: true, lastUsedAt: true, expiresAt: true },
      orderBy: { createdAt: 'desc' },
    });
    return { trustedDevices };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.trustedDevice.deleteMany({ where: { userId } });
  }
}
