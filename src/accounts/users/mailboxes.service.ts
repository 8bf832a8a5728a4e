import { type LockedUser, NOBODY } from '../../core/ids.js';
import type { RawTransaction, Transaction } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';

const STATE = columnsOf('User', 'u', ['provisioned', 'verifiedElsewhere', 'secondFactorSince']);

/** What decides what a proof of the mailbox means for an account. */
export type MailboxState = RowOf<typeof STATE>;

/** Stores who has proved control of the mailbox of an account, beside `email_verified_at`. */
export class Mailboxes {
  /**
   * Also asks for no user, because the answer to an unknown address must take as long as to a known one.
   * @returns null if the user does not exist
   */
  async find(tx: RawTransaction, userId: LockedUser | null): Promise<MailboxState | null> {
    const [row] = await tx.$queryRaw<MailboxState[]>`/* mailboxes.find */
      SELECT ${STATE} FROM users u WHERE u.id = ${userId ?? NOBODY}::uuid`;
    return row ?? null;
  }

  /** @param elsewhere whether another person than the registrant may have opened the link that verified the address */
  async setElsewhere(tx: Transaction, userId: LockedUser, elsewhere: boolean): Promise<void> {
    await tx.user.updateMany({ where: { id: userId }, data: { verifiedElsewhere: elsewhere } });
  }

  /** Gives the user an address that nobody has proved. It must be free. */
  async replaceAddress(tx: Transaction, userId: LockedUser, email: string): Promise<void> {
    const unproven = { emailVerifiedAt: null, verifiedElsewhere: false };
    await tx.user.updateMany({ where: { id: userId }, data: { email, emailKey: email, ...unproven } });
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
