import { type Amount, NOTHING } from '../../core/amount.js';
import type { Clock } from '../../core/clock.js';
import type { EmailAddress } from '../../core/email-address.js';
import { mailboxOf } from '../../core/mailbox.js';
import type { KeyedHash } from '../../core/secret-box.js';
import type { Services } from '../../core/services.js';
import type { Origin } from '../../core/viewer.js';
import type { Record } from '../../platform/audit/audit-trail.service.js';
import { Prisma, type Transaction } from '../../platform/database/client.js';
import type { ReferralRefusal } from './referrals.events.js';

/** Somebody who registers, by whose referral code. */
export interface Registrant {
  readonly email: EmailAddress;
  readonly referredById: string | null;
}

export interface ReferralsDeps {
  clock: Clock;
  ledger: Pick<Services['ledger'], 'credit'>;
  mailboxes: KeyedHash;
}

const REWARD = 'referral_reward';
/** How far up a ring is looked for. Whoever makes a longer one has registered as many accounts for one reward. */
const GENERATIONS = 16;

/** Who referred whom, and what that is worth. */
export class Referrals {
  constructor(
    private readonly deps: ReferralsDeps,
    private readonly config: { referralReward: Amount },
  ) {}

  /**
   * Why somebody may not register as referred; null when they may, or are not.
   * @param fingerprints the digests that their device's may be known by
   */
  async findRefusal(
    tx: Transaction,
    { email, referredById }: Registrant,
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
   * Credits the referrer of a user whose email was just verified: once, however often it is called, and once for a
   * mailbox. Looks again before that whether the two are one person, who may have been careful only while registering.
   *
   * The referrer's row is held after the referred user's, which the caller may hold: whoever holds several users goes
   * this way up, as a deletion does, and nobody waits for another in a circle.
   */
  async rewardVerified(
    tx: Transaction,
    referredUserId: string,
    record: Record,
    origin: Origin,
  ): Promise<void> {
    const amount = this.config.referralReward;
    if (amount === NOTHING) return;
    const [referred] = await tx.$queryRaw<{ email: string; referrerId: string }[]>`
      SELECT u.email, r.id AS "referrerId" FROM users u JOIN users r ON r.id = u.referred_by_id
      WHERE u.id = ${referredUserId}::uuid AND NOT EXISTS (
        SELECT FROM ledger_entries e
        WHERE e.user_id = r.id AND e.reason = ${REWARD} AND e.reference = u.id::text)
      FOR NO KEY UPDATE OF r`;
    if (referred === undefined) return;
    const { email, referrerId } = referred;
    const devices = Prisma.sql`
      SELECT digest FROM devices WHERE user_id = ${referredUserId}::uuid AND by_fingerprint`;
    const because =
      (await this.#findRefusal(tx, referrerId, email, devices)) ??
      ((await this.#claimMailbox(tx, email)) ? null : 'mailbox');
    if (because !== null) {
      await record({ type: 'referral_refused', userId: referredUserId, because, origin });
      return;
    }
    const credit = { account: 'REFERRAL', amount, reason: REWARD } as const;
    await this.deps.ledger.credit(tx, { userId: referrerId, reference: referredUserId, ...credit });
  }

  /**
   * Whether nobody was rewarded for this mailbox yet. Resists whoever deletes the account that earned a reward and
   * makes it again, or makes many with one mailbox: so this is kept beside the accounts, as a keyed hash. Of several
   * at once the others wait here, holding nobody whom the first still needs.
   */
  async #claimMailbox(tx: Transaction, email: string): Promise<boolean> {
    const { clock, mailboxes } = this.deps;
    const mailbox = mailboxOf(email);
    const claimed = await tx.$executeRaw`
      INSERT INTO rewarded_mailboxes (digest, rewarded_at)
      SELECT ${mailboxes.digest(mailbox)}::bytea, ${clock.now()}::timestamp
      WHERE NOT EXISTS (SELECT FROM rewarded_mailboxes WHERE digest = ${mailboxes.previousDigest(mailbox)}::bytea)
      ON CONFLICT DO NOTHING`;
    return claimed === 1;
  }

  /** @param devices the digests of the referred user's fingerprints */
  async #findRefusal(
    tx: Transaction,
    referrerId: string,
    email: string,
    devices: Prisma.Sql,
  ): Promise<ReferralRefusal | null> {
    const chain = await tx.$queryRaw<{ email: string; sameDevice: boolean }[]>`
      WITH RECURSIVE chain AS (
        SELECT u.id, u.email, u.referred_by_id, 1 AS generation FROM users u WHERE u.id = ${referrerId}::uuid
        UNION ALL
        SELECT u.id, u.email, u.referred_by_id, c.generation + 1 FROM chain c JOIN users u ON u.id = c.referred_by_id
        WHERE c.generation < ${GENERATIONS}::int
      )
      SELECT c.email, EXISTS (SELECT FROM devices d WHERE d.user_id = c.id AND d.digest IN (${devices})) AS "sameDevice"
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
