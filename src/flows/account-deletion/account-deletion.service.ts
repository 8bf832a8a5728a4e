import type { Administrators } from '../../accounts/users/administrators.service.js';
import type { ServiceKeyCreators } from '../../accounts/users/service-key-creators.service.js';
import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { UserTables } from '../../platform/capabilities/user-tables.js';
import { NOTIFICATION_LIFE, notificationMail } from '../../platform/mail/notification-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';

export interface AccountDeletionDeps {
  clock: Clock;
  users: Users;
  administrators: Administrators;
  keyCreators: ServiceKeyCreators;
  ownerProofs: Services['ownerProofs'];
  userChanges: UserChanges;
  userTables: Pick<UserTables, 'forget'>;
  outbox: Pick<Outbox, 'put'>;
  audit: AuditTrail;
  /** Removes deleted data from the database files, in the background. */
  files: { eraseSoon(): void };
}

/** Deletes accounts immediately and permanently. */
export class AccountDeletion {
  constructor(private readonly deps: AccountDeletionDeps) {}

  /**
   * Invalidates every session, token and link of the user and deletes the user's data. Audit events and
   * ledger entries stay. They name the user by an id that is never used again, so no old token or link ever
   * applies to a later user with the same name or address (S-9).
   * @throws INVALID_CREDENTIALS, TOKEN_INVALID, SERVER_BUSY; FORBIDDEN for the last administrator
   */
  async delete(viewer: Viewer, password: string | null | undefined, requestMeta: RequestMeta): Promise<void> {
    const { sessionId, account } = viewer;
    const { id: userId } = account;
    const { users, administrators, keyCreators, ownerProofs, userChanges, userTables, outbox, audit } =
      this.deps;
    const proof = await ownerProofs.of(viewer, password, 'account_deletion_failed', requestMeta);
    const now = this.deps.clock.now();
    await audit.transaction(async (tx, record) => {
      // Lock for every user: a user who was not an administrator at the request may have become the only one.
      await administrators.lock(tx);
      await administrators.requireAnother(tx, userId, now);
      await users.forgetReferrals(tx, userId);
      // Take the lock as strong as the delete needs. Upgrading a weaker lock later could deadlock with a
      // concurrent registration that refers to this user.
      const found = await users.findLocked(tx, userId, now);
      if (found === null) throw new AuthError('TOKEN_INVALID');
      await proof.require(tx, found);
      const user = found.account.id;
      await userChanges.apply(tx, user, 'deleted');
      await keyCreators.beforeDeparture(tx, record, { userId, actorId: userId, sessionId, requestMeta }, now);
      await record({ type: 'account_deleted', userId, sessionId, requestMeta });
      // The last mail. It waits encrypted in the outbox, and its row is deleted once it is sent.
      const farewell = notificationMail('accountDeleted', account, { at: now, request: requestMeta });
      await outbox.put(tx, farewell, NOTIFICATION_LIFE.after(now));
      await userTables.forget(tx, user);
    });
    this.deps.files.eraseSoon();
  }
}
