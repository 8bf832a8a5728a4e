import type { Clock } from '../../core/clock.js';
import type { UserId } from '../../core/ids.js';
import type { Transaction } from '../../platform/database/client.js';

/**
 * Password hashes from another system. A user's first login replaces the hash with an argon2id hash at the
 * current cost, unless it already is one.
 */
export class ImportedHashes {
  constructor(private readonly deps: { clock: Clock }) {}

  /** Stores hashes unchanged. `readImportedHash` must have accepted them. */
  async store(tx: Transaction, hashes: readonly { userId: UserId; phc: string }[]): Promise<void> {
    if (hashes.length === 0) return;
    await tx.$executeRaw`/* imported-hashes.store */
      INSERT INTO password_hashes (user_id, phc, changed_at)
      SELECT "userId", phc, ${this.deps.clock.now()}::timestamp
      FROM jsonb_to_recordset(${JSON.stringify(hashes)}::jsonb) AS arriving("userId" uuid, phc text)`;
  }
}
