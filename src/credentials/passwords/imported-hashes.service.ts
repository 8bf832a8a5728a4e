import type { Clock } from '../../core/clock.js';
import type { Transaction } from '../../platform/database/client.js';

/** The hashes that users bring from another system. Each is made anew, our way, at the first login. */
export class ImportedHashes {
  constructor(private readonly deps: { clock: Clock }) {}

  /** Stores what `readImportedHash` found nothing wrong with, as it is. */
  async store(tx: Transaction, hashes: readonly { userId: string; phc: string }[]): Promise<void> {
    if (hashes.length === 0) return;
    await tx.$executeRaw`
      INSERT INTO password_hashes (user_id, phc, changed_at)
      SELECT "userId", phc, ${this.deps.clock.now()}::timestamp
      FROM jsonb_to_recordset(${JSON.stringify(hashes)}::jsonb) AS arriving("userId" uuid, phc text)`;
  }
}
