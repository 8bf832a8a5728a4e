import type { LockedUser } from '../../core/ids.js';
import type { Transaction } from '../../platform/database/client.js';

/** What decides what a proof of the mailbox means for an account. */
export interface MailboxState {
  /** Whether the operator, an administrator or an import made the account. */
  readonly provisioned: boolean;
  /** Whether the address was verified by a link that was opened without a session of the account. */
  readonly verifiedElsewhere: boolean;
  readonly secondFactorSince: Date | null;
}

/** Stores who has proved control of the mailbox of an account, beside `email_verified_at`. */
export class Mailboxes {
  /** @returns null if the user no longer exists */
  find(tx: Transaction, userId: LockedUser): Promise<MailboxState | null> {
    return tx.user.findUnique({
      where: { id: userId },
      select: { provisioned: true, verifiedElsewhere: true, secondFactorSince: true },
    });
  }

  /** @param elsewhere whether another person than the registrant may have opened the link that verified the address */
  async setElsewhere(tx: Transaction, userId: LockedUser, elsewhere: boolean): Promise<void> {
    await tx.user.updateMany({ where: { id: userId }, data: { verifiedElsewhere: elsewhere } });
  }

  /**
   * Clears what the registrant left in the row of an account that its mailbox's owner takes over. The referrer goes too:
   * a registrant could otherwise earn rewards with the addresses of others.
   */
  async handOver(tx: Transaction, userId: LockedUser): Promise<void> {
    const nothing = { secondFactorSince: null, recoveredAt: null, recoveredSince: null, referredById: null };
    await tx.user.updateMany({ where: { id: userId }, data: { ...nothing, verifiedElsewhere: false } });
  }
}
