import type { Mailboxes } from '../../accounts/users/mailboxes.service.js';
import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import type { UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';

export interface AddressReleaseDeps {
  clock: Clock;
  randomness: Pick<Randomness, 'uuid'>;
  users: Pick<Users, 'findLocked'>;
  mailboxes: Pick<Mailboxes, 'find' | 'replaceAddress'>;
  userChanges: UserChanges;
  audit: AuditTrail;
}

/** Takes an address from an account that nobody may reclaim, so that the owner of the mailbox can register. */
export class AddressRelease {
  constructor(private readonly deps: AddressReleaseDeps) {}

  /**
   * The account keeps its data and its password, and its user signs in by the username. Its sessions and mailed links
   * end. The new address is one that no mail reaches (RFC 2606).
   * @returns the address that is free now; null if the account has proved its mailbox or no longer exists
   */
  release(userId: UserId, requestMeta: RequestMeta): Promise<string | null> {
    const { clock, randomness, users, mailboxes, userChanges, audit } = this.deps;
    return audit.transaction(async (tx, record) => {
      const account = (await users.findLocked(tx, userId, clock.now()))?.account;
      if (account === undefined) return null;
      const mailbox = await mailboxes.find(tx, account.id);
      if (account.emailVerified && mailbox?.verifiedElsewhere !== true) return null;
      await mailboxes.replaceAddress(tx, account.id, `released-${randomness.uuid()}@address.invalid`);
      await userChanges.apply(tx, account.id, 'email changed');
      await record({ type: 'address_released', userId: account.id, requestMeta });
      return account.email;
    });
  }
}
