import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import { survivesChanges, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, Transaction } from '../../platform/database/client.js';

/** How long a new secret waits for its first code. */
export const ENROLMENT_LIFE = Duration.minutes(15);

/** Stores the secrets of authenticator apps. A row is one app. */
export class TotpSecrets implements UserTable {
  /** A factor outlives changes of the password, or a thief of the mailbox would remove it by a reset (PR-2). */
  readonly clearTokens = survivesChanges.clearTokens;

  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /** Deletes secrets that were never confirmed. */
  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* totp-secrets.purge */
      DELETE FROM totp_secrets WHERE id IN (
        SELECT id FROM totp_secrets WHERE confirmed_at IS NULL AND created_at <= ${ENROLMENT_LIFE.before(now)}
        LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  async exportOf(userId: UserId): Promise<object> {
    const authenticatorApps = await this.deps.database.totpSecret.findMany({
      where: { userId },
      select: { id: true, name: true, createdAt: true, confirmedAt: true, lastUsedAt: true },
      orderBy: { createdAt: 'asc' },
    });
    return { authenticatorApps };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.totpSecret.deleteMany({ where: { userId } });
  }
}
