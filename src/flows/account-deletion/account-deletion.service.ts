import type { Administrators } from '../../accounts/users/administrators.service.js';
import type { ServiceKeyCreators } from '../../accounts/users/service-key-creators.service.js';
import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { Refusal } from '../../core/errors.js';
import type { Origin, Viewer } from '../../core/viewer.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { UserTables } from '../../platform/capabilities/user-tables.js';
import { NOTICE_LIFE, noticeMail } from '../../platform/mail/notice-letter.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';

export interface AccountDeletionDeps {
  clock: Clock;
  users: Users;
  administrators: Administrators;
  keyCreators: ServiceKeyCreators;
  passwords: Passwords;
  userChanges: UserChanges;
  userTables: Pick<UserTables, 'forget'>;
  outbox: Pick<Outbox, 'put'>;
  audit: AuditTrail;
  /** Sees to it that what was deleted is not left behind in files; nobody waits for it. */
  files: { forgetSoon(): void };
}

/** Deletes accounts, at once and for good. */
export class AccountDeletion {
  constructor(private readonly deps: AccountDeletionDeps) {}

  /**
   * Ends everything that was handed out and removes all that is kept, but for events and ledger entries: they name
   * the user by an id that nobody gets again, so no old token or link ever applies to whoever registers next (S-9).
   * @throws INVALID_CREDENTIALS, SERVER_BUSY, FORBIDDEN to the last administrator
   */
  async delete(viewer: Viewer, password: string, origin: Origin): Promise<void> {
    const { sessionId, account } = viewer;
    const { id: userId } = account;
    const { users, administrators, keyCreators, passwords, userChanges, userTables, outbox, audit } =
      this.deps;
    const proven = await passwords.proveOwn(viewer, password, 'account_deletion_failed', origin);
    const now = this.deps.clock.now();
    await audit.transaction(async (tx, record) => {
      // For everybody: whoever was no administrator when they asked may have become the only one.
      await administrators.lock(tx);
      await administrators.requireAnother(tx, userId, now);
      await users.forgetReferrals(tx, userId);
      // As strong as the removal needs it: a lock that grows waits for a registration that has come in between, and
      // that one, which refers to this user, for us.
      await users.lock(tx, userId);
      const epoch = await userChanges.apply(tx, userId, 'deleted');
      // Changed while we verified: the password that was proven is no longer the password.
      if (epoch !== proven + 1) throw new Refusal('INVALID_CREDENTIALS');
      await keyCreators.beforeDeparture(tx, record, { userId, actorId: userId, sessionId, origin }, now);
      await record({ type: 'account_deleted', userId, sessionId, origin });
      // The last mail: it waits sealed, and leaves no row behind.
      const farewell = noticeMail('accountDeleted', account, { at: now, ...origin });
      await outbox.put(tx, farewell, NOTICE_LIFE.after(now));
      await userTables.forget(tx, userId);
    });
    this.deps.files.forgetSoon();
  }
}
