import type { Mailboxes } from '../../accounts/users/mailboxes.service.js';
import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { LockedState } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { NOBODY } from '../../core/ids.js';
import type { Services } from '../../core/services.js';
import type { Account, RequestMeta } from '../../core/viewer.js';
import type { RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { RawTransaction, Transaction } from '../../platform/database/client.js';

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

/** What a proof of the mailbox would mean: `reclaimable` in place of `reclaimed`. */
export type ForeseenOutcome = 'proven' | 'reclaimable' | 'exempt';

/** What `SignIns.admit` needs to know of the user, as it is after the proof. */
interface ArrivingByMailbox {
  readonly credentialsEpoch: number;
  readonly secondFactorSince: Date | null;
}

export interface ProvenBy {
  readonly method: MailboxMethod;
  /** Whether the account knows the device of the person who proves the mailbox. */
  readonly fromKnownDevice?: boolean;
  readonly requestMeta: RequestMeta;
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
   * What a proof of the mailbox would mean now. It changes nothing, and asks the database the same for every account and
   * for none, so its time reveals nothing (user enumeration).
   * @param state the account, locked by this transaction; null if there is none
   * @param fromKnownDevice whether the account knows the device of the person who proves the mailbox
   */
  async foresee(
    tx: RawTransaction,
    state: LockedState | null,
    fromKnownDevice = false,
  ): Promise<ForeseenOutcome> {
    const account = state?.account ?? null;
    const mailbox = await this.deps.mailboxes.find(tx, account?.id ?? null);
    const isInUse = await this.#isInUse(tx, account);
    if (account === null || mailbox === null) return 'exempt';
    // A device on which the registrant signed in and the owner of the mailbox now asks: they are one person.
    if (account.emailVerified && (!mailbox.verifiedElsewhere || fromKnownDevice)) return 'proven';
    return mailbox.provisioned || account.role !== 'USER' || isInUse ? 'exempt' : 'reclaimable';
  }

  /**
   * Settles what the proof means, in a transaction that has locked the user, before `SignIns.admit` opens the session
   * with the returned epoch. The caller has checked that the proven address is the present one of the account and that
   * the account is active. The session of a `reclaimed` account must be opened with `isFresh: false`: a proof of the
   * mailbox alone must not be enough to add factors or to delete an account that another person made.
   * @param state the account, locked by this transaction
   * @param by what proved the mailbox, and whether the account knows the device
   */
  async proveMailbox(
    tx: Transaction,
    state: LockedState,
    by: ProvenBy,
    record: RecordEvent,
  ): Promise<MailboxProof> {
    const { mailboxes } = this.deps;
    const { account, credentialsEpoch } = state;
    const outcome = await this.foresee(tx, state, by.fromKnownDevice);
    if (outcome === 'exempt') return { outcome };
    if (outcome === 'reclaimable') return this.#reclaim(tx, account, by, record);
    const mailbox = await mailboxes.find(tx, account.id);
    if (mailbox?.verifiedElsewhere) await mailboxes.setElsewhere(tx, account.id, false);
    return { outcome, credentialsEpoch, secondFactorSince: mailbox?.secondFactorSince ?? null };
  }

  async #reclaim(
    tx: Transaction,
    account: LockedState['account'],
    { method, requestMeta }: ProvenBy,
    record: RecordEvent,
  ): Promise<MailboxProof> {
    const { mailboxes, userChanges, emailVerification } = this.deps;
    const credentialsEpoch = await userChanges.apply(tx, account.id, 'mailbox proven');
    if (credentialsEpoch === null) return { outcome: 'exempt' };
    await mailboxes.handOver(tx, account.id);
    if (!account.emailVerified)
      await emailVerification.markVerified(tx, account.id, account.email, record, requestMeta);
    const reclaimed = { ...account, emailVerified: true, hasSecondFactor: false };
    await record({ type: 'account_reclaimed', account: reclaimed, method, requestMeta });
    return { outcome: 'reclaimed', credentialsEpoch, secondFactorSince: null };
  }

  /** Whether the registrant has made the account their own, or something in it is worth money. */
  async #isInUse(tx: RawTransaction, account: Account | null): Promise<boolean> {
    const userId = account?.id ?? NOBODY;
    const old = FACTOR_AGE.before(this.deps.clock.now());
    const [found] = await tx.$queryRaw<{ isUsed: boolean }[]>`/* reclaiming.isInUse */
      SELECT EXISTS (SELECT FROM ledger_entries WHERE user_id = ${userId}::uuid)
        OR EXISTS (SELECT FROM totp_secrets WHERE user_id = ${userId}::uuid AND confirmed_at <= ${old}::timestamp)
        OR EXISTS (SELECT FROM passkeys WHERE user_id = ${userId}::uuid AND created_at <= ${old}::timestamp)
        AS "isUsed"`;
    if (account === null || found?.isUsed === true) return true;
    const { lastLoginAt, createdAt, balance, referralBalance } = account;
    const holdsMoney = Number(balance) !== 0 || Number(referralBalance) !== 0;
    return holdsMoney || (lastLoginAt !== null && lastLoginAt > PREPARED_FOR.after(createdAt));
  }
}
