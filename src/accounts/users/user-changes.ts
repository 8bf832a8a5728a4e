import type { UserChange } from '../../core/user-change.js';
import type { UserTables } from '../../platform/capabilities/user-tables.js';
import type { Transaction } from '../../platform/database/client.js';
import type { Users } from './users.service.js';

/**
 * The one owner of "what a change ends". Each table decides for itself what a change means for it; no change can
 * forget a table.
 */
export class UserChanges {
  constructor(private readonly deps: { users: Users; userTables: Pick<UserTables, 'clearTokens'> }) {}

  /**
   * Ends what the change ends. It begins by locking the user and raising the epoch of their credentials, so that
   * a login that proved itself before the change cannot open a session after it.
   * @returns the epoch that the change began
   */
  async apply(tx: Transaction, userId: string, because: UserChange, keep?: string): Promise<number | null> {
    const epoch = await this.deps.users.raiseCredentialsEpoch(tx, userId);
    await this.deps.userTables.clearTokens(tx, userId, because, keep);
    return epoch;
  }
}
