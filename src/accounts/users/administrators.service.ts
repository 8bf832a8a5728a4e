import { AuthError } from '../../core/errors.js';
import type { UserId } from '../../core/ids.js';
import { type Account, isService, type Principal, Role } from '../../core/viewer.js';
import type { RawTransaction, Transaction } from '../../platform/database/client.js';
import { type AccountRow, accountColumns, isActive, toAccount } from './account-row.js';

/** Advisory lock for the set of administrators: the ASCII codes of "lk_a". */
const LOCK = 0x6c6b_5f61;

/**
 * Guards the set of administrators with one advisory lock. A transaction takes it before any user row and
 * holds it until it ends. It then needs to lock no administrator except the one that it changes, so two
 * administrators who change each other cannot deadlock.
 */
export class Administrators {
  /** Takes the lock in shared mode: no other transaction removes an administrator until this one ends. */
  async keep(tx: Transaction): Promise<void> {
    await tx.$executeRaw`/* administrators.keep */ SELECT pg_advisory_xact_lock_shared(${LOCK}::bigint)`;
  }

  /** Waits for all other holders of the lock. Then only this transaction can remove an administrator. */
  async lock(tx: Transaction): Promise<void> {
    await tx.$executeRaw`/* administrators.lock */ SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
  }

  /**
   * Call it under the lock, before an administrator acts: the user may have lost the role since the request
   * was authorised.
   * @throws FORBIDDEN if the user is not an administrator who may sign in
   */
  async requireMember(tx: Transaction, userId: UserId, now: Date): Promise<void> {
    if (!(await this.#has(tx, userId, now))) throw new AuthError('FORBIDDEN');
  }

  /**
   * The same for an administrator or a service. The key of a service may have been revoked since the request
   * was authorised, and cannot be revoked until this transaction ends.
   * @throws FORBIDDEN as `requireMember`; TOKEN_INVALID for a revoked key
   */
  async requireActor(tx: Transaction, actor: Principal, now: Date): Promise<void> {
    if (!isService(actor)) return this.requireMember(tx, actor.account.id, now);
    const found = await tx.$queryRaw<unknown[]>`/* administrators.requireActor */
      SELECT 1 FROM service_keys k WHERE k.id = ${actor.serviceKeyId}::uuid FOR KEY SHARE`;
    if (found.length === 0) throw new AuthError('TOKEN_INVALID');
  }

  /**
   * No service changes the account of an administrator or makes one, so a leaked key neither becomes an
   * administrator nor shuts the administrators out.
   * @param role the role of the user before or after the change
   * @throws FORBIDDEN
   */
  requireMayChange(actor: Principal, role: Role): void {
    if (isService(actor) && role === Role.ADMIN)
      throw new AuthError('FORBIDDEN', { reason: 'administratorAccount' });
  }

  /**
   * Call it under the exclusive lock, before an administrator is removed. Suspended administrators do not
   * count until their suspension ends, because no other user could reinstate them. Invited ones do not count
   * until they have set a password.
   * @throws FORBIDDEN if the user is the last administrator (AD-4)
   */
  async requireAnother(tx: Transaction, userId: UserId, now: Date): Promise<void> {
    if (!(await this.#has(tx, userId, now))) return;
    const others = await tx.$queryRaw<unknown[]>`/* administrators.requireAnother */
      SELECT 1 FROM users u JOIN password_hashes p ON p.user_id = u.id
      WHERE u.id <> ${userId}::uuid AND u.role = 'ADMIN' AND ${isActive(now)} LIMIT 1`;
    if (others.length === 0) throw new AuthError('FORBIDDEN', { reason: 'lastAdministrator' });
  }

  /** All other administrators who may sign in. */
  async others(tx: RawTransaction, userId: UserId, now: Date): Promise<Account[]> {
    const rows = await tx.$queryRaw<AccountRow[]>`/* administrators.others */
      SELECT ${accountColumns} FROM users u
      WHERE u.id <> ${userId}::uuid AND u.role = 'ADMIN' AND ${isActive(now)} ORDER BY u.created_at, u.id`;
    return rows.map((row) => toAccount(row, now));
  }

  async #has(tx: Transaction, userId: UserId, now: Date): Promise<boolean> {
    const found = await tx.$queryRaw<unknown[]>`/* administrators.has */
      SELECT 1 FROM users u WHERE u.id = ${userId}::uuid AND u.role = 'ADMIN' AND ${isActive(now)}`;
    return found.length > 0;
  }
}
