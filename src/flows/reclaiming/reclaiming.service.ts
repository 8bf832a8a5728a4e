import type { Mailboxes } from '../../accounts/users/mailboxes.service.js';
import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { LockedState } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';

/** What proved the mailbox: a mailed code, or a provider that vouches for the address. */
export type MailboxMethod = 'code' | 'provider';

/**
 * What a proof of the mailbox means for the account with its address: `proven`: it was proven before; `reclaimed`: the
 * account was another person's until now, and everything in it was ended; `exempt`: the account must not be reclaimed.
 */
export type MailboxProof =
  | (ArrivingByMailbox & { readonly outcome: 'proven' })
  | (ArrivingByMailbox & { readonly outcome: 'reclaimed' })
  | { readonly outcome: 'exempt' };

/** What `SignIns.admit` needs to know of the user, as it is after the proof. */
interface ArrivingByMailbox {
  readonly credentialsEpoch: number;
  readonly secondFactorSince: Date | null;
}

export interface ReclaimingDeps {
  clock: Clock;
  mailboxes: Mailboxes;
  userChanges: UserChanges;
  emailVerification: Pick<Services['emailVerification'], 'markVerified'>;
}

/** An account that signs in later than this after its registration is in use, and not prepared for another person. */
const PREPARED_FOR = Duration.minutes(7 * 24 * 60);
/** A registrant who added a factor longer ago than this has made the account their own. */
const FACTOR_AGE = Duration.minutes(24 * 60);

/**
 * Gives an account whose mailbox was never proven to the person who proves it. Otherwise an attacker could register with
 * the address of another person, wait until that person signs in, and share the account (pre-hijacking).
 */
export class Reclaiming {
  constructor(private readonly deps: ReclaimingDeps) {}

  /**
   * What a proof of the mailbox would mean now: `reclaimable` instead of `reclaimed`. It changes nothing.
   * @param state the account, locked by this transaction
   */
  async findOutcome(tx: Transaction, { account }: LockedState): Promise<'proven' | 'reclaimable' | 'exempt'> {
    const mailbox = await this.deps.mailboxes.find(tx, account.id);
    if (mailbox === null) return 'exempt';
    if (account.emailVerified && !mailbox.verifiedElsewhere) return 'proven';
    const isExempt = mailbox.provisioned || account.role !== 'USER' || (await this.#isInUse(tx, { account }));
    if (!isExempt) return 'reclaimable';
    return account.emailVerified ? 'proven' : 'exempt';
  }

  /**
   * Settles what the proof means, in a transaction that has locked the user, before `SignIns.admit` opens the session
   * with the returned epoch. The caller has checked that the proven address is the present one of the account and that
   * the account is active. The session of a `reclaimed` account must be opened with `isFresh: false`: a proof of the
   * mailbox alone must not be enough to add factors or to delete an account that another person made.
   *
   * An account whose address was verified by a link that was opened elsewhere is `proven`, even if it is exempt: its
   * mailbox was proven, and only the credentials of its registrant stay.
   * @param state the account, locked by this transaction
   * @param by what proved the mailbox
   */
  async proveMailbox(
    tx: Transaction,
    state: LockedState,
    by: { readonly method: MailboxMethod; readonly requestMeta: RequestMeta },
    record: RecordEvent,
  ): Promise<MailboxProof> {
    const { mailboxes } = this.deps;
    const { account, credentialsEpoch } = state;
    const outcome = await this.findOutcome(tx, state);
    if (outcome === 'exempt') return { outcome };
    if (outcome === 'reclaimable') return this.#reclaim(tx, state, by, record);
    const mailbox = await mailboxes.find(tx, account.id);
    if (mailbox?.verifiedElsewhere) await mailboxes.setElsewhere(tx, account.id, false);
    return { outcome, credentialsEpoch, secondFactorSince: mailbox?.secondFactorSince ?? null };
  }

  async #reclaim(
    tx: Transaction,
    { account }: LockedState,
    { method, requestMeta }: { readonly method: MailboxMethod; readonly requestMeta: RequestMeta },
    record: RecordEvent,
  ): Promise<MailboxProof> {
    const { mailboxes, userChanges, emailVerification } = this.deps;
    const credentialsEpoch = await userChanges.apply(tx, account.id, 'mailbox proven');
    if (credentialsEpoch === null) return { outcome: 'exempt' };
    await mailboxes.handOver(tx, account.id);
    if (!account.emailVerified)
      await emailVerification.markVerified(tx, account.id, account.email, record, requestMeta);
    await record({
      type: 'account_reclaimed',
      account: { ...account, emailVerified: true, hasSecondFactor: false },
      method,
      requestMeta,
    });
    return { outcome: 'reclaimed', credentialsEpoch, secondFactorSince: null };
  }

  /** Whether the registrant has made the account their own, or something in it is worth money. */
  async #isInUse(tx: Transaction, { account }: Pick<LockedState, 'account'>): Promise<boolean> {
    const { id: userId, lastLoginAt, createdAt } = account;
    if (lastLoginAt !== null && lastLoginAt > PREPARED_FOR.after(createdAt)) return true;
    if (Number(account.balance) !== 0 || Number(account.referralBalance) !== 0) return true;
    if ((await tx.ledgerEntry.count({ where: { userId } })) > 0) return true;
    const old = { lte: FACTOR_AGE.before(this.deps.clock.now()) };
    if ((await tx.totpSecret.count({ where: { userId, confirmedAt: old } })) > 0) return true;
    return (await tx.passkey.count({ where: { userId, createdAt: old } })) > 0;
  }
}
