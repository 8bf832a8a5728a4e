import type { LockedUser } from '../../core/ids.js';
import type { RawTransaction, Transaction } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import { type AccountRow, accountColumns, toAccount } from './account-row.js';
import type { LockedAccount, LockedState } from './users.service.js';

const EPOCH = columnsOf('User', 'u', ['credentialsEpoch']);
const STATE = columnsOf('User', 'u', ['provisioned', 'verifiedElsewhere', 'secondFactorSince']);

/** What decides what a proof of the mailbox means for an account. */
export type MailboxState = RowOf<typeof STATE>;

/** Stores who has proved control of the mailbox of an account, beside `email_verified_at`. */
export class Mailboxes {
  /**
   * Finds the user with this address, active or not, and locks the row.
   * @param emailKey null for a text that is no address. It costs the same
   * @returns null if no user has the address
   */
  async findLocked(tx: RawTransaction, emailKey: string | null, now: Date): Promise<LockedState | null> {
    const [row] = await tx.$queryRaw<(AccountRow & RowOf<typeof EPOCH>)[]>`/* mailboxes.findLocked */
      SELECT ${accountColumns}, ${EPOCH} FROM users u WHERE u.email_key = ${emailKey} FOR NO KEY UPDATE`;
    return row === undefined
      ? null
      : { account: toAccount(row, now) as LockedAccount, credentialsEpoch: row.credentialsEpoch };
  }

  /**
   * Also asks for no user, because the answer to an unknown address must take as long as to a known one.
   * @returns null if the user does not exist
   */
  async find(tx: RawTransaction, userId: LockedUser | null): Promise<MailboxState | null> {
    const [row] = await tx.$queryRaw<MailboxState[]>`/* mailboxes.find */
      SELECT ${STATE} FROM users u WHERE u.id = ${userId}::uuid`;
    return row ?? null;
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
