import { type Amount, NOTHING } from '../../core/amount.js';
import type { Clock } from '../../core/clock.js';
import type { EmailAddress } from '../../core/email-address.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import { mailboxOf } from '../../core/mailbox.js';
import type { KeyedHash } from '../../core/secret-box.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { RecordEvent } from '../../platform/audit/audit-trail.service.js';
import { Prisma, type Transaction } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import type { ReferralRefusal } from './referrals.events.js';

/** A user who registers, with the owner of the referral code. */
export interface ReferredUser {
  readonly email: EmailAddress;
  readonly referredById: UserId | null;
}

export interface ReferralsDeps {
  clock: Clock;
  ledger: Pick<Services['ledger'], 'credit'>;
  mailboxes: KeyedHash;
}

const REWARD = 'referral_reward';
/** The referrers up the chain that are checked. A longer ring costs as many accounts for one reward. */
const GENERATIONS = 16;
const REFERRED = columnsOf('User', 'u', ['email']);
const REFERRER = columnsOf('User', 'r', ['id']);
const ABOVE = columnsOf('User', 'c', ['email']);

/** Checks referrals and rewards them. */
export class Referrals {
  constructor(
    private readonly deps: ReferralsDeps,
    private readonly config: { referralReward: Amount },
  ) {}

  /**
   * Why a user may not register as referred.
   * @param fingerprints the digests that the table may hold for the user's device
   * @returns null if the referral is allowed, or the user has no referrer
   */
  async findRefusal(
    tx: Transaction,
    { email, referredById }: ReferredUser,
    fingerprints: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<ReferralRefusal | null> {
    if (referredById === null) return null;
    return this.#findRefusal(
      tx,
      referredById,
      email.address,
      Prisma.sql`SELECT unnest(${fingerprints}::bytea[])`,
    );
  }

  /**
   * Credits the referrer of a user whose email was just verified. Each user and each mailbox earns at most
   * one reward, however often this is called. Before the credit, it checks again whether both users are one
   * person, because that person may have been careful only during registration.
   *
   * It locks the referrer's row after the referred user's row. Every transaction that holds several users locks
   * up the chain, as a deletion does, so they cannot deadlock.
   */
  async rewardVerified(
    tx: Transaction,
    referredUserId: LockedUser,
    record: RecordEvent,
    requestMeta: RequestMeta,
  ): Promise<void> {
    const amount = this.config.referralReward;
    if (amount === NOTHING) return;
    const [referred] = await tx.$queryRaw<
      (RowOf<typeof REFERRED> & RowOf<typeof REFERRER>)[]
    >`/* referrals.rewardVerified */
      SELECT ${REFERRED}, ${REFERRER} FROM users u JOIN users r ON r.id = u.referred_by_id
      WHERE u.id = ${referredUserId}::uuid AND NOT EXISTS (
        SELECT FROM ledger_entries e
        WHERE e.user_id = r.id AND e.reason = ${REWARD} AND e.reference = u.id::text)
      FOR NO KEY UPDATE OF r`;
    if (referred === undefined) return;
    const { email, id: referrerId } = referred;
    const devices = Prisma.sql`
      SELECT digest FROM devices WHERE user_id = ${referredUserId}::uuid AND by_fingerprint`;
    const because =
      (await this.#findRefusal(tx, referrerId, email, devices)) ??
      ((await this.#claimMailbox(tx, email)) ? null : 'mailbox');
    if (because !== null) {
      await record({ type: 'referral_refused', userId: referredUserId, because, requestMeta });
      return;
    }
    const credit = { account: 'REFERRAL', amount, reason: REWARD } as const;
    await this.deps.ledger.credit(tx, { userId: referrerId, reference: referredUserId, ...credit });
  }

  /**
   * Claims the reward for a mailbox. It resists attackers who create the rewarded account again after a
   * deletion, or create many accounts with one mailbox. So a keyed hash of the mailbox is kept apart from the
   * accounts. Concurrent claims wait here, without a lock that the first one still needs.
   * @returns false if the mailbox has already been rewarded
   */
  async #claimMailbox(tx: Transaction, email: string): Promise<boolean> {
    const { clock, mailboxes } = this.deps;
    const mailbox = mailboxOf(email);
    const claimed = await tx.$executeRaw`/* referrals.claimMailbox */
      INSERT INTO rewarded_mailboxes (digest, rewarded_at)
      SELECT ${mailboxes.digest(mailbox)}::bytea, ${clock.now()}::timestamp
      WHERE NOT EXISTS (SELECT FROM rewarded_mailboxes WHERE digest = ${mailboxes.previousDigest(mailbox)}::bytea)
      ON CONFLICT DO NOTHING`;
    return claimed === 1;
  }

  /** @param devices SQL for the digests of the referred user's fingerprints */
  async #findRefusal(
    tx: Transaction,
    referrerId: UserId,
    email: string,
    devices: Prisma.Sql,
  ): Promise<ReferralRefusal | null> {
    const chain = await tx.$queryRaw<
      (RowOf<typeof ABOVE> & { sameDevice: boolean })[]
    >`/* referrals.findRefusal */
      WITH RECURSIVE chain AS (
        SELECT u.id, u.email, u.referred_by_id, 1 AS generation FROM users u WHERE u.id = ${referrerId}::uuid
        UNION ALL
        SELECT u.id, u.email, u.referred_by_id, c.generation + 1 FROM chain c JOIN users u ON u.id = c.referred_by_id
        WHERE c.generation < ${GENERATIONS}::int
      )
      SELECT ${ABOVE}, EXISTS (SELECT FROM devices d WHERE d.user_id = c.id AND d.digest IN (${devices})) AS "sameDevice"
      FROM chain c ORDER BY c.generation`;
    const mailbox = mailboxOf(email);
    const [referrer, ...above] = chain.map((one) => ({
      ...one,
      sameMailbox: mailboxOf(one.email) === mailbox,
    }));
    if (referrer?.sameMailbox) return 'mailbox';
    if (referrer?.sameDevice) return 'device';
    return above.some((one) => one.sameMailbox || one.sameDevice) ? 'ring' : null;
  }
}
