import { Refusal } from '../../core/errors.js';
import type { Account } from '../../core/viewer.js';
import type { Transaction } from '../../platform/database/client.js';
import { type AccountRow, accountColumns, isActive, toAccount } from './account-row.js';

/** "lk_a", for administrators: the name of the lock of who they are. */
const LOCK = 0x6c6b_5f61;

/**
 * Who the administrators are, as a set. A lock of its own stands for it, held to the end of the transaction and taken
 * before the row of any user: whoever holds it needs to lock no administrator but the one they change, so two who
 * change one another cannot wait for each other in a circle.
 */
export class Administrators {
  /** Keeps everybody who is an administrator one until the transaction ends. Any number may hold it so. */
  async keep(tx: Transaction): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${LOCK}::bigint)`;
  }

  /** Waits for whoever keeps it; from here on this transaction alone may take somebody out. */
  async lock(tx: Transaction): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
  }

  /**
   * Asked under the lock, before somebody decides: whoever was one when they asked may have been taken out meanwhile.
   * @throws FORBIDDEN when this is no administrator who may sign in
   */
  async requireMember(tx: Transaction, userId: string, now: Date): Promise<void> {
    if (!(await this.#has(tx, userId, now))) throw new Refusal('FORBIDDEN');
  }

  /**
   * Asked under the lock, before somebody is taken out. Whoever is suspended counts as absent until that ends: nobody
   * else could let them in again.
   * @throws FORBIDDEN when this is the last administrator (AD-4)
   */
  async requireAnother(tx: Transaction, userId: string, now: Date): Promise<void> {
    if (!(await this.#has(tx, userId, now))) return;
    const others = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM users u WHERE u.id <> ${userId}::uuid AND u.role = 'ADMIN' AND ${isActive(now)} LIMIT 1`;
    if (others.length === 0) throw new Refusal('FORBIDDEN', { reason: 'lastAdministrator' });
  }

  /** Everybody else who may administer. */
  async others(tx: Transaction, userId: string, now: Date): Promise<Account[]> {
    const rows = await tx.$queryRaw<AccountRow[]>`
      SELECT ${accountColumns} FROM users u
      WHERE u.id <> ${userId}::uuid AND u.role = 'ADMIN' AND ${isActive(now)} ORDER BY u.created_at, u.id`;
    return rows.map((row) => toAccount(row, now));
  }

  async #has(tx: Transaction, userId: string, now: Date): Promise<boolean> {
    const found = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM users u WHERE u.id = ${userId}::uuid AND u.role = 'ADMIN' AND ${isActive(now)}`;
    return found.length > 0;
  }
}
