import type { KeyedHash } from '../core/secret-box.js';
import type { Database, Transaction } from '../database/client.js';

/** Where users were seen, by the keyed hash of a fingerprint that their clients send. */
export class Devices {
  constructor(private readonly deps: { database: Database; fingerprints: KeyedHash }) {}

  /** Notes that the user was seen on this device; a fingerprint that was not sent is no device. */
  async note(userId: string, fingerprint: string | null | undefined, now: Date): Promise<void> {
    if (fingerprint) await this.noteIn(this.deps.database, userId, fingerprint, now);
  }

  async noteIn(
    tx: Transaction | Database,
    userId: string,
    fingerprint: string | null | undefined,
    now: Date,
  ): Promise<void> {
    if (!fingerprint) return;
    const digest = this.deps.fingerprints.digest(fingerprint);
    await tx.$executeRaw`
      INSERT INTO devices AS d (user_id, digest, first_seen_at, last_seen_at)
      VALUES (${userId}::uuid, ${digest}, ${now}, ${now})
      ON CONFLICT (user_id, digest) DO UPDATE SET last_seen_at = GREATEST(d.last_seen_at, EXCLUDED.last_seen_at)`;
  }
}
