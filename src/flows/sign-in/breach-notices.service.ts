import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { Passwords, VerifiedByPassword } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';

export interface BreachNoticesDeps {
  clock: Clock;
  users: Pick<Users, 'findLocked'>;
  passwords: Pick<Passwords, 'noteBreach'>;
  breachedPasswords: Pick<Services['breachedPasswords'], 'isKnown'>;
  audit: AuditTrail;
}

/** Tells a user once by mail that the password in use is in a list of stolen passwords. */
export class BreachNotices {
  constructor(private readonly deps: BreachNoticesDeps) {}

  /** @param user signed in with this password a moment ago */
  async note(user: VerifiedByPassword, password: string, requestMeta: RequestMeta): Promise<void> {
    if (user.breachToldAt !== null || !(await this.deps.breachedPasswords.isKnown(password))) return;
    await this.deps.audit.transaction(async (tx, record) => {
      const state = await this.deps.users.findLocked(tx, user.id, this.deps.clock.now());
      // The user has another password by now.
      if (state === null || state.credentialsEpoch !== user.credentialsEpoch) return;
      const { account } = state;
      if (await this.deps.passwords.noteBreach(tx, account.id))
        await record({ type: 'breached_password_used', account, requestMeta });
    });
  }
}
