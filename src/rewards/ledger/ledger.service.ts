import type { Amount, LedgerAccount } from '../../core/amount.js';
import type { Clock } from '../../core/clock.js';
import type { Randomness } from '../../core/randomness.js';
import { timeOrderedUuid } from '../../core/uuid.js';
import type { Database, Transaction } from '../../platform/database/client.js';

/** Why a balance changes: a closed list, so that an entry can be read years later. */
export type LedgerReason = 'referral_reward' | 'adjustment';

export interface Credit {
  readonly userId: string;
  readonly account: LedgerAccount;
  /** Never nothing; what is taken is negative. */
  readonly amount: Amount;
  readonly reason: LedgerReason;
  /** What it is for. The same user is credited once for the same reason and reference. */
  readonly reference: string;
}

/**
 * Every change of every balance. An entry is all there is to write: a trigger adds it to the balance, and the database
 * refuses a balance that is written beside it.
 */
export class Ledger {
  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /**
   * The user's row is held from here until the transaction ends.
   * @returns whether it is new: a credit that there is already changes nothing, however many come at once
   * @throws when there is no such user
   */
  async credit(tx: Transaction, { userId, account, amount, reason, reference }: Credit): Promise<boolean> {
    const now = this.deps.clock.now();
    const written = await tx.$executeRaw`
      INSERT INTO ledger_entries (id, user_id, account, amount, reason, reference, created_at)
      VALUES (${timeOrderedUuid(now, this.deps.randomness)}::uuid, ${userId}::uuid, ${account}::"LedgerAccount",
              ${amount}::numeric, ${reason}, ${reference}, ${now}::timestamp)
      ON CONFLICT (user_id, reason, reference) DO NOTHING`;
    return written === 1;
  }

  /** Whether what there is under this reason and reference is this very credit. */
  async holds(tx: Transaction, { userId, account, amount, reason, reference }: Credit): Promise<boolean> {
    const held = await tx.ledgerEntry.count({ where: { userId, account, amount, reason, reference } });
    return held === 1;
  }

  /** Every entry of the user, the oldest first. */
  async exportOf(userId: string): Promise<object> {
    const entries = await this.deps.database.ledgerEntry.findMany({
      where: { userId },
      omit: { userId: true },
      orderBy: { id: 'asc' },
    });
    return { ledger: entries.map((entry) => ({ ...entry, amount: entry.amount.toFixed(2) })) };
  }
}
