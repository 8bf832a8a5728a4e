import type { Mailboxes } from '../../accounts/users/mailboxes.service.js';
import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { RequestMeta } from '../../core/viewer.js';
import { deadLink } from '../../credentials/one-time-tokens/dead-link.js';
import type { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import type { Reclaiming } from './reclaiming.service.js';

export interface DisowningDeps {
  clock: Clock;
  users: Pick<Users, 'findLocked'>;
  mailboxes: Pick<Mailboxes, 'handOver'>;
  userChanges: UserChanges;
  oneTimeTokens: Pick<OneTimeTokens, 'findOwner' | 'findUsed' | 'consume'>;
  reclaiming: Pick<Reclaiming, 'foresee'>;
  audit: AuditTrail;
}

/** Lets the owner of a mailbox say that another person registered with it. */
export class Disowning {
  constructor(private readonly deps: DisowningDeps) {}

  /**
   * Ends everything that opens the account. The account stays, so that a mistaken press deletes no data: the owner of
   * the mailbox may still get in by a reset or a mailed code. Also takes a link that was used to verify the address
   * without a session of the account, because a reader may open the wrong link first.
   * @throws TOKEN_INVALID, also for an account that must not be reclaimed
   */
  async disown(token: string, requestMeta: RequestMeta): Promise<void> {
    const { oneTimeTokens, users, clock, audit, reclaiming, userChanges, mailboxes } = this.deps;
    const unused = await oneTimeTokens.findOwner('EMAIL_VERIFICATION', token);
    const used = unused === null ? await oneTimeTokens.findUsed('EMAIL_VERIFICATION', token) : null;
    const userId: UserId | null = unused?.id ?? used?.id ?? null;
    if (userId === null) throw deadLink();
    await audit.transaction(async (tx, record) => {
      const state = await users.findLocked(tx, userId, clock.now());
      if (state === null) throw deadLink();
      const mailedTo = used?.email ?? (await this.#consume(tx, state.account.id, token));
      if (mailedTo?.toLowerCase() !== state.account.email.toLowerCase()) throw deadLink();
      if ((await reclaiming.foresee(tx, state)) !== 'reclaimable') throw deadLink();
      await userChanges.apply(tx, state.account.id, 'mailbox proven');
      await mailboxes.handOver(tx, state.account.id);
      await record({ type: 'registration_disowned', userId, requestMeta });
    });
  }

  /** @returns the address that the unused link was mailed to; null if another request was faster */
  async #consume(tx: Transaction, user: LockedUser, token: string): Promise<string | null> {
    return (await this.deps.oneTimeTokens.consume(tx, user, 'EMAIL_VERIFICATION', token))?.email ?? null;
  }
}
