import type { LockedUser } from '../../core/ids.js';
import type { Role } from '../../core/viewer.js';
import { Prisma, type Transaction } from '../../platform/database/client.js';
import { type AdministeredRow, administeredColumns, toAdministered } from './account-row.js';
import type { AdministeredAccount, Suspension } from './administered-account.js';

/** Writes decisions of administrators about a user. */
export class UserStatusService {
  /** A further suspension replaces the previous one. */
  suspend(
    tx: Transaction,
    userId: LockedUser,
    { until, reason }: Suspension,
    now: Date,
  ): Promise<AdministeredAccount> {
    const columns = Prisma.sql`status = 'SUSPENDED', suspended_until = ${until}, suspension_reason = ${reason}`;
    return this.#set(tx, userId, columns, now);
  }

  /** Does not restore what the suspension ended (AD-1). */
  reinstate(tx: Transaction, userId: LockedUser, now: Date): Promise<AdministeredAccount> {
    const columns = Prisma.sql`status = 'ACTIVE', suspended_until = NULL, suspension_reason = NULL`;
    return this.#set(tx, userId, columns, now);
  }

  setRole(tx: Transaction, userId: LockedUser, role: Role, now: Date): Promise<AdministeredAccount> {
    return this.#set(tx, userId, Prisma.sql`role = ${role}::"Role"`, now);
  }

  /** The current state of the user, with the changes of this transaction. */
  async get(tx: Transaction, userId: LockedUser, now: Date): Promise<AdministeredAccount> {
    return accountIn(
      await tx.$queryRaw<AdministeredRow[]>`/* user-status.get */
        SELECT ${administeredColumns} FROM users u WHERE u.id = ${userId}::uuid`,
      now,
    );
  }

  async #set(
    tx: Transaction,
    userId: LockedUser,
    columns: Prisma.Sql,
    now: Date,
  ): Promise<AdministeredAccount> {
    return accountIn(
      await tx.$queryRaw<AdministeredRow[]>`/* user-status.set */
        UPDATE users u SET ${columns} WHERE u.id = ${userId}::uuid RETURNING ${administeredColumns}`,
      now,
    );
  }
}

function accountIn(rows: readonly AdministeredRow[], now: Date): AdministeredAccount {
  const [row] = rows;
  if (row === undefined) throw new TypeError('The user was to be locked before');
  return toAdministered(row, now);
}
