import type { EmailAddress } from '../../core/email-address.js';
import { Refusal } from '../../core/errors.js';
import type { Randomness } from '../../core/randomness.js';
import type { Account } from '../../core/viewer.js';
import { type Database, Prisma, type Transaction } from '../../platform/database/client.js';
import { violatedUniqueColumn, violatesReference } from '../../platform/database/constraint.js';
import { type AccountRow, accountColumns, isActive, toAccount } from './account-row.js';
import { newReferralCode } from './referral-code.js';
import { usernameKey } from './username.js';

export interface NewUser {
  readonly username: string;
  readonly email: EmailAddress;
  readonly languageCode: string;
  readonly referredById: string | null;
}

/** What users may change of themselves. */
export interface ProfileChange {
  readonly username?: string;
  readonly languageCode?: string;
}

/** A user whose row the transaction holds: nothing of them changes until it ends. */
export interface LockedUser {
  readonly account: Account;
  readonly credentialsEpoch: number;
}

/** What may be one: a text that the database cannot even hold never reaches it (REG-12). */
const REFERRAL_CODE = /^[0-9A-Z]{1,16}$/i;

/** Who exists. */
export class Users {
  constructor(private readonly deps: { database: Database; randomness: Randomness }) {}

  /**
   * Refuses before a transaction is opened for nothing. The unique indexes decide; this only spares work.
   * @throws USERNAME_TAKEN, EMAIL_TAKEN
   */
  async requireFree(username: string, email: EmailAddress): Promise<void> {
    const [byUsername, byEmail] = [usernameKey(username), email.key];
    const taken = await this.deps.database.user.findMany({
      where: { OR: [{ usernameKey: byUsername }, { emailKey: byEmail }] },
      select: { usernameKey: true },
    });
    if (taken.some((user) => user.usernameKey === byUsername)) throw new Refusal('USERNAME_TAKEN');
    if (taken.length > 0) throw new Refusal('EMAIL_TAKEN');
  }

  /** @throws INVALID_REFERRAL_CODE */
  async getReferrerId(referralCode: string): Promise<string> {
    const referrer = REFERRAL_CODE.test(referralCode)
      ? await this.deps.database.user.findUnique({
          where: { referralCode: referralCode.toUpperCase() },
          select: { id: true },
        })
      : null;
    if (referrer === null) throw new Refusal('INVALID_REFERRAL_CODE');
    return referrer.id;
  }

  /** @throws USERNAME_TAKEN, EMAIL_TAKEN: of any number of registrations at once, the index lets one through */
  async create(tx: Transaction, user: NewUser, now: Date): Promise<Account> {
    const data = {
      id: this.deps.randomness.uuid(),
      username: user.username,
      usernameKey: usernameKey(user.username),
      email: user.email.address,
      emailKey: user.email.key,
      languageCode: user.languageCode,
      referralCode: newReferralCode(this.deps.randomness),
      referredById: user.referredById,
      createdAt: now,
    };
    const row = await tx.user.create({ data }).catch((error: unknown) => {
      throw refusalOf(error) ?? error;
    });
    return accountOf(row, now);
  }

  /** @throws USERNAME_TAKEN by the index, TOKEN_INVALID when the user is gone */
  async changeProfile(tx: Transaction, userId: string, change: ProfileChange, now: Date): Promise<Account> {
    const { username } = change;
    const key = username === undefined ? {} : { usernameKey: usernameKey(username) };
    return this.#update(tx, userId, { ...change, ...key }, now);
  }

  /** Makes this the user's address, shown to be theirs. @throws EMAIL_TAKEN by the index (EV-3) */
  async changeEmail(tx: Transaction, userId: string, email: EmailAddress, now: Date): Promise<Account> {
    const { address, key } = email;
    return this.#update(tx, userId, { email: address, emailKey: key, emailVerifiedAt: now }, now);
  }

  /**
   * Notes that the user reads mail at this address, if it is still theirs (EV-1).
   * @returns null when it is not
   */
  async verifyEmail(
    tx: Transaction,
    userId: string,
    email: EmailAddress,
    now: Date,
  ): Promise<Account | null> {
    const [row] = await tx.$queryRaw<AccountRow[]>`
      UPDATE users u SET email_verified_at = ${now}
      WHERE u.id = ${userId}::uuid AND u.email_key = ${email.key} AND ${isActive(now)}
      RETURNING ${accountColumns}`;
    return row === undefined ? null : toAccount(row, now);
  }

  /**
   * Lets go of whoever this user referred. A deletion does so first: a credit for a referral locks whom it is for
   * after whom it is about, and two that lock in this one order cannot wait for each other.
   */
  async forgetReferrals(tx: Transaction, userId: string): Promise<void> {
    await tx.user.updateMany({ where: { referredById: userId }, data: { referredById: null } });
  }

  /** Removes the user with all that is kept of them under a foreign key. */
  async delete(tx: Transaction, userId: string): Promise<void> {
    await tx.user.deleteMany({ where: { id: userId } });
  }

  /**
   * The first half of a login, for a statement that goes on with it: notes the login on the user's row and yields
   * that row as `users u`, or yields nothing when the user is suspended or their credentials have changed since
   * the epoch was read. Writing the row waits for any change that holds it, then looks again (RT-3, S-3).
   */
  recordingLogin(userId: string, credentialsEpoch: number, now: Date): Prisma.Sql {
    return Prisma.sql`
      UPDATE users u SET last_login_at = ${now}
      WHERE u.id = ${userId}::uuid AND u.credentials_epoch = ${credentialsEpoch} AND ${isActive(now)}
      RETURNING u.*`;
  }

  /** Makes every other change of this user wait until the transaction ends. Taken before any other lock. */
  async lock(tx: Transaction, userId: string): Promise<void> {
    await tx.$queryRaw`SELECT FROM users u WHERE u.id = ${userId}::uuid FOR UPDATE`;
  }

  /** The same for who must know how the user is now. */
  async findLocked(tx: Transaction, userId: string, now: Date): Promise<LockedUser | null> {
    const [row] = await tx.$queryRaw<(AccountRow & Pick<LockedUser, 'credentialsEpoch'>)[]>`
      SELECT ${accountColumns}, u.credentials_epoch AS "credentialsEpoch"
      FROM users u WHERE u.id = ${userId}::uuid FOR UPDATE`;
    return row === undefined
      ? null
      : { account: toAccount(row, now), credentialsEpoch: row.credentialsEpoch };
  }

  /** Who else has this address. */
  async findOtherByEmail(tx: Transaction, userId: string, key: string, now: Date): Promise<Account | null> {
    const [row] = await tx.$queryRaw<AccountRow[]>`
      SELECT ${accountColumns} FROM users u WHERE u.email_key = ${key} AND u.id <> ${userId}::uuid`;
    return row === undefined ? null : toAccount(row, now);
  }

  /** @returns the epoch as it is now, or null when there is no such user; the row stays locked */
  async raiseCredentialsEpoch(tx: Transaction, userId: string): Promise<number | null> {
    const [row] = await tx.$queryRaw<{ epoch: number }[]>`
      UPDATE users u SET credentials_epoch = u.credentials_epoch + 1 WHERE u.id = ${userId}::uuid
      RETURNING u.credentials_epoch AS epoch`;
    return row?.epoch ?? null;
  }

  async #update(
    tx: Transaction,
    id: string,
    data: Prisma.UserUpdateManyMutationInput,
    now: Date,
  ): Promise<Account> {
    const [row] = await tx.user.updateManyAndReturn({ where: { id }, data }).catch((error: unknown) => {
      throw refusalOf(error) ?? error;
    });
    if (row === undefined) throw new Refusal('TOKEN_INVALID');
    return accountOf(row, now);
  }
}

interface UserRow extends Omit<AccountRow, 'balance' | 'referralBalance'> {
  readonly balance: Prisma.Decimal;
  readonly referralBalance: Prisma.Decimal;
}

function accountOf(row: UserRow, now: Date): Account {
  return toAccount(
    { ...row, balance: row.balance.toFixed(2), referralBalance: row.referralBalance.toFixed(2) },
    now,
  );
}

function refusalOf(error: unknown): Refusal | null {
  // The one reference of a user is to who referred them, who has gone since they were found.
  if (violatesReference(error)) return new Refusal('INVALID_REFERRAL_CODE');
  switch (violatedUniqueColumn(error)) {
    case 'username_key':
      return new Refusal('USERNAME_TAKEN');
    case 'email_key':
      return new Refusal('EMAIL_TAKEN');
    default:
      return null;
  }
}
