import type { Amount, LedgerAccount } from '../../core/amount.js';
import type { Clock } from '../../core/clock.js';
import type { UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import { timeOrderedUuid } from '../../core/uuid.js';
import type { Database, Transaction } from '../../platform/database/client.js';

/** Why a balance changes. The list is closed, so that an entry can be understood years later. */
export type LedgerReason = 'referral_reward' | 'adjustment';

export interface Credit {
  readonly userId: UserId;
  readonly account: LedgerAccount;
  /** Never zero; negative for a debit. */
  readonly amount: Amount;
  readonly reason: LedgerReason;
  /** What the credit is for. A user gets at most one credit for each reason and reference. */
  readonly reference: string;
}

/**
 * Stores every change of every balance. The service writes entries only: a trigger adds each entry to the
 * balance, and the database refuses any other change of a balance.
 */
export class Ledger {
  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /**
   * Locks the user's row until the transaction ends.
   * @returns whether the credit is new; a repeated or concurrent credit with the same reason and reference
   * changes nothing
   * @throws if the user does not exist
   */
  async credit(tx: Transaction, { userId, account, amount, reason, reference }: Credit): Promise<boolean> {
    const now = this.deps.clock.now();
    const written = await tx.$executeRaw`/* ledger.credit */
      INSERT INTO ledger_entries (id, user_id, account, amount, reason, reference, created_at)
      VALUES (${timeOrderedUuid(now, this.deps.randomness)}::uuid, ${userId}::uuid, ${account}::"LedgerAccount",
              ${amount}::numeric, ${reason}, ${reference}, ${now}::timestamp)
      ON CONFLICT (user_id, reason, reference) DO NOTHING`;
    return written === 1;
  }

  /** Whether the entry with this reason and reference is exactly this credit. */
  async holds(tx: Transaction, { userId, account, amount, reason, reference }: Credit): Promise<boolean> {
    const held = await tx.ledgerEntry.count({ where: { userId, account, amount, reason, reference } });
    return held === 1;
  }

  /** Every entry of the user, oldest first. */
  async exportOf(userId: UserId): Promise<object> {
    const entries = await this.deps.database.ledgerEntry.findMany({
      where: { userId },
      omit: { userId: true },
      orderBy: { id: 'asc' },
    });
    return { ledger: entries.map((entry) => ({ ...entry, amount: entry.amount.toFixed(2) })) };
  }
}
