import type { Transaction } from '../../platform/database/client.js';
import type { Users } from './users.service.js';

/** A change after which something that was handed out before must no longer work. */
export type UserChange = 'password changed' | 'password reset' | 'email changed' | 'suspended' | 'deleted';

/** Whoever hands out something that a change can end. */
export interface TokenHolder {
  /**
   * Drops what it holds of this user, in the change's own transaction.
   * @param keep the session that made the change and may outlive it
   */
  clearTokens(tx: Transaction, userId: string, because: UserChange, keep?: string): Promise<void>;
}

/**
 * The one owner of "what a change ends". Each holder decides for itself what a change means for it; nobody can
 * make such a change and forget a holder.
 */
export class UserChanges {
  constructor(private readonly deps: { users: Users; holders: readonly TokenHolder[] }) {}

  /**
   * Ends what the change ends. It begins by locking the user and raising the epoch of their credentials, so that
   * a login that proved itself before the change cannot open a session after it.
   * @returns the epoch that the change began
   */
  async apply(tx: Transaction, userId: string, because: UserChange, keep?: string): Promise<number | null> {
    const epoch = await this.deps.users.raiseCredentialsEpoch(tx, userId);
    for (const holder of this.deps.holders) await holder.clearTokens(tx, userId, because, keep);
    return epoch;
  }
}
