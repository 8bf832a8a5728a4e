import type { SessionId, UserId } from '../../core/ids.js';
import type { UserChange } from '../../core/user-change.js';
import type { UserTables } from '../../platform/capabilities/user-tables.js';
import type { Transaction } from '../../platform/database/client.js';
import type { Users } from './users.service.js';

/**
 * The only place that applies what a change of a user ends. Each table decides what a change means for its
 * rows, so no change can forget a table.
 */
export class UserChanges {
  constructor(private readonly deps: { users: Users; userTables: Pick<UserTables, 'clearTokens'> }) {}

  /**
   * Ends what the change ends. It first locks the user and raises the credentials epoch, so that a login
   * which verified the password before the change cannot open a session after it.
   * @param keep the session in which the user makes the change, which may continue
   * @returns the new epoch, or null if the user no longer exists
   */
  async apply(
    tx: Transaction,
    userId: UserId,
    because: UserChange,
    keep?: SessionId,
  ): Promise<number | null> {
    const { user, epoch } = await this.deps.users.raiseCredentialsEpoch(tx, userId);
    await this.deps.userTables.clearTokens(tx, user, because, keep);
    return epoch;
  }
}
