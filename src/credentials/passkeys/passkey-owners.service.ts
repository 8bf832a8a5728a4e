import { AuthError } from '../../core/errors.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { UserChange } from '../../core/user-change.js';
import { neverExpires, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, Transaction } from '../../platform/database/client.js';

/** The most that an authenticator stores (WebAuthn §5.4.3). */
const HANDLE_BYTES = 64;

/** Stores the user handles that passkeys hold: random, so a passkey reveals nothing about its user (PK-7). */
export class PasskeyOwners implements UserTable {
  readonly purge = neverExpires.purge;

  constructor(private readonly deps: { database: Database; randomness: Randomness }) {}

  /**
   * The handle of a user, made at the first registration. It never changes: an authenticator that already has a
   * passkey for another handle would show two accounts.
   */
  async handleOf(userId: UserId): Promise<Uint8Array<ArrayBuffer>> {
    const made = new Uint8Array(this.deps.randomness.bytes(HANDLE_BYTES));
    await this.deps.database.rows`/* passkey-owners.handleOf */
      INSERT INTO passkey_owners (user_id, handle)
      SELECT u.id, ${made}::bytea FROM users u WHERE u.id = ${userId}::uuid
      ON CONFLICT (user_id) DO NOTHING`;
    const owner = await this.deps.database.passkeyOwner.findUnique({
      where: { userId },
      select: { handle: true },
    });
    if (owner === null) throw new AuthError('TOKEN_INVALID');
    return owner.handle;
  }

  /** The owner of a proven mailbox gets a handle that no passkey of the registrant holds. */
  async clearTokens(tx: Transaction, userId: LockedUser, because: UserChange): Promise<void> {
    if (because === 'mailbox proven') await this.forget(tx, userId);
  }

  /** The handle is a random number that means nothing outside the user's passkeys. */
  async exportOf(): Promise<object> {
    return {};
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.passkeyOwner.deleteMany({ where: { userId } });
  }
}
