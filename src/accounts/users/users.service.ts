import type { EmailAddress } from '../../core/email-address.js';
import { AuthError } from '../../core/errors.js';
import { asUserId, type LockedUser, type UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { Account } from '../../core/viewer.js';
import {
  type Database,
  Prisma,
  type RawTransaction,
  type Transaction,
} from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import { type AccountRow, accountColumns, accountOf, isActive, toAccount } from './account-row.js';
import { refusalOf } from './constraint-refusal.js';
import type { Names, NameTaken } from './input-problems.js';
import type { NewUser, ProfileChange } from './new-user.js';
import { newReferralCode } from './referral-code.js';
import { maySignIn, type SignInRules } from './sign-in-rules.service.js';
import { usernameKey } from './username.js';

/** The account of a user whose row this transaction has locked or created. */
export type LockedAccount = Account & { readonly id: LockedUser };

/** The state of a user whose row this transaction has locked. */
export interface LockedState {
  readonly account: LockedAccount;
  readonly credentialsEpoch: number;
}

const EPOCH = columnsOf('User', 'u', ['credentialsEpoch']);
/** The form of a referral code. A text that the database cannot store never reaches it (REG-12). */
const REFERRAL_CODE = /^[0-9A-Z]{1,16}$/i;

/** Stores the users. */
export class Users {
  constructor(private readonly deps: { database: Database; randomness: Randomness }) {}

  /** Finds the names that users have, except this one. It serves the answer only: the unique indexes decide. */
  async findTaken(names: Names, except?: UserId): Promise<NameTaken[]> {
    // No key is empty, so a name that is not looked up matches none.
    const username = names.username === null ? '' : usernameKey(names.username);
    const email = names.email?.key ?? '';
    const users = await this.deps.database.user.findMany({
      where: {
        OR: [{ usernameKey: username }, { emailKey: email }],
        ...(except && { id: { not: except } }),
      },
      select: { usernameKey: true, emailKey: true },
    });
    const taken: NameTaken[] = [];
    if (users.some((user) => user.usernameKey === username)) taken.push('USERNAME_TAKEN');
    if (users.some((user) => user.emailKey === email)) taken.push('EMAIL_TAKEN');
    return taken;
  }

  /** Returns the user with this referral code, or null. */
  async findReferrerId(referralCode: string): Promise<UserId | null> {
    const referrer = REFERRAL_CODE.test(referralCode)
      ? await this.deps.database.user.findUnique({
          where: { referralCode: referralCode.toUpperCase() },
          select: { id: true },
        })
      : null;
    return referrer && asUserId(referrer.id);
  }

  /**
   * @throws USERNAME_TAKEN, EMAIL_TAKEN: of concurrent registrations, the unique index accepts one;
   * INVALID_REFERRAL_CODE if the referrer no longer exists
   */
  async create(tx: Transaction, user: NewUser, now: Date): Promise<LockedAccount> {
    const data = {
      id: asUserId(this.deps.randomness.uuid()),
      username: user.username,
      usernameKey: usernameKey(user.username),
      displayName: user.displayName,
      email: user.email.address,
      emailKey: user.email.key,
      languageCode: user.languageCode,
      referralCode: newReferralCode(this.deps.randomness),
      referredById: user.referredById,
      provisioned: user.provisioned ?? false,
      createdAt: now,
    };
    const row = await tx.user.create({ data }).catch((error: unknown) => {
      throw refusalOf(error) ?? error;
    });
    return accountOf(row, now) as LockedAccount;
  }

  /** @throws USERNAME_TAKEN by the unique index, TOKEN_INVALID if the user no longer exists */
  async changeProfile(tx: Transaction, userId: UserId, change: ProfileChange, now: Date): Promise<Account> {
    const { username } = change;
    const key = username === undefined ? {} : { usernameKey: usernameKey(username) };
    return this.#update(tx, userId, { ...change, ...key }, now);
  }

  /**
   * Replaces the user's email with a verified one.
   * @throws EMAIL_TAKEN by the unique index (EV-3), TOKEN_INVALID if the user no longer exists
   */
  async changeEmail(tx: Transaction, userId: LockedUser, email: EmailAddress, now: Date): Promise<Account> {
    const { address, key } = email;
    return this.#update(tx, userId, { email: address, emailKey: key, emailVerifiedAt: now }, now);
  }

  /**
   * Marks this email as verified if it is still the user's (EV-1).
   * @returns null if the user has another email now, is suspended or no longer exists
   */
  async verifyEmail(
    tx: Transaction,
    userId: LockedUser,
    email: EmailAddress,
    now: Date,
  ): Promise<Account | null> {
    const [row] = await tx.$queryRaw<AccountRow[]>`/* users.verifyEmail */
      UPDATE users u SET email_verified_at = ${now}
      WHERE u.id = ${userId}::uuid AND u.email_key = ${email.key} AND ${isActive(now)}
      RETURNING ${accountColumns}`;
    return row === undefined ? null : (toAccount(row, now) as LockedAccount);
  }

  /**
   * Removes this user as the referrer of others. A deletion calls it first, to lock referred users before
   * their referrer. The credit for a referral locks in the same order, so the two cannot deadlock.
   */
  async forgetReferrals(tx: Transaction, userId: UserId): Promise<void> {
    await tx.user.updateMany({ where: { referredById: userId }, data: { referredById: null } });
  }

  /** Deletes the user and, by foreign keys, the rows that belong to the user. */
  async delete(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.user.deleteMany({ where: { id: userId } });
  }

  /**
   * Records a login and locks the user's row. The update waits for a change that holds the row, then checks
   * again, so no session is opened with credentials that the change has ended (S-3).
   * @param passesFactor whether the sign-in needs no further factor, even if the user has one
   * @returns null if the credentials have changed since the epoch was read, if the user may not sign in or no longer
   * exists, or if the user has a second factor and the sign-in does not pass it
   */
  async recordLogin(
    tx: RawTransaction,
    userId: UserId,
    credentialsEpoch: number,
    now: Date,
    rules: SignInRules & { readonly passesFactor: boolean },
  ): Promise<LockedAccount | null> {
    const [row] = await tx.$queryRaw<AccountRow[]>`/* users.recordLogin */
      UPDATE users u SET last_login_at = ${now}
      WHERE u.id = ${userId}::uuid AND u.credentials_epoch = ${credentialsEpoch} AND ${maySignIn(now, rules)}
        AND (u.second_factor_since IS NULL OR ${rules.passesFactor}::boolean)
      RETURNING ${accountColumns}`;
    return row === undefined ? null : (toAccount(row, now) as LockedAccount);
  }

  /**
   * Locks the user's row: other changes of the user wait until the transaction ends. Take this lock before
   * other locks on data of the user, but after the lock of `Administrators`. If the user no longer exists,
   * there is no row to lock, and none that another transaction could change.
   */
  async lock(tx: Transaction, userId: UserId): Promise<LockedUser> {
    await tx.$queryRaw`/* users.lock */ SELECT FROM users u WHERE u.id = ${userId}::uuid FOR UPDATE`;
    return userId as LockedUser;
  }

  /** Locks the user's row like `lock`. @returns the current state; null if the user does not exist */
  findLocked(tx: RawTransaction, userId: UserId, now: Date): Promise<LockedState | null> {
    return this.#findLocked(tx, Prisma.sql`u.id = ${userId}::uuid`, now);
  }

  /** The same for the user with this address, active or not. @param emailKey null for a text that is no address */
  findLockedByEmail(tx: RawTransaction, emailKey: string | null, now: Date): Promise<LockedState | null> {
    return this.#findLocked(tx, Prisma.sql`u.email_key = ${emailKey}`, now);
  }

  async #findLocked(tx: RawTransaction, which: Prisma.Sql, now: Date): Promise<LockedState | null> {
    const [row] = await tx.$queryRaw<(AccountRow & RowOf<typeof EPOCH>)[]>`/* users.findLocked */
      SELECT ${accountColumns}, ${EPOCH} FROM users u WHERE ${which} FOR UPDATE`;
    return row === undefined
      ? null
      : { account: toAccount(row, now) as LockedAccount, credentialsEpoch: row.credentialsEpoch };
  }

  /** @returns the user with this email, who may have another one as soon as this returns: lock the user, then check */
  async findIdByEmail({ key: emailKey }: EmailAddress): Promise<UserId | null> {
    const user = await this.deps.database.user.findUnique({ where: { emailKey }, select: { id: true } });
    return user && asUserId(user.id);
  }

  /** Finds another user with this email. */
  async findOtherByEmail(tx: Transaction, userId: UserId, key: string, now: Date): Promise<Account | null> {
    const [row] = await tx.$queryRaw<AccountRow[]>`/* users.findOtherByEmail */
      SELECT ${accountColumns} FROM users u WHERE u.email_key = ${key} AND u.id <> ${userId}::uuid`;
    return row === undefined ? null : toAccount(row, now);
  }

  /**
   * Locks the user's row by raising the epoch.
   * @returns the new epoch, or null if the user does not exist
   */
  async raiseCredentialsEpoch(
    tx: RawTransaction,
    userId: UserId,
  ): Promise<{ readonly user: LockedUser; readonly epoch: number | null }> {
    const [row] = await tx.$queryRaw<RowOf<typeof EPOCH>[]>`/* users.raiseCredentialsEpoch */
      UPDATE users u SET credentials_epoch = u.credentials_epoch + 1 WHERE u.id = ${userId}::uuid
      RETURNING ${EPOCH}`;
    return { user: userId as LockedUser, epoch: row?.credentialsEpoch ?? null };
  }

  /** @param since when the user confirmed the first of the present second factors; null without one */
  async setSecondFactorSince(tx: Transaction, userId: LockedUser, since: Date | null): Promise<void> {
    await tx.user.updateMany({ where: { id: userId }, data: { secondFactorSince: since } });
  }

  /** Notes that a recovery code opens a session. The period goes on if an earlier code was used after `running`. */
  async noteRecovery(tx: RawTransaction, userId: LockedUser, now: Date, running: Date): Promise<void> {
    await tx.$executeRaw`/* users.noteRecovery */
      UPDATE users u SET recovered_at = ${now}::timestamp, recovered_since = CASE
        WHEN u.recovered_at > ${running}::timestamp THEN COALESCE(u.recovered_since, u.recovered_at)
        ELSE ${now}::timestamp END WHERE u.id = ${userId}::uuid`;
  }

  async #update(
    tx: Transaction,
    id: UserId,
    data: Prisma.UserUpdateManyMutationInput,
    now: Date,
  ): Promise<Account> {
    const [row] = await tx.user.updateManyAndReturn({ where: { id }, data }).catch((error: unknown) => {
      throw refusalOf(error) ?? error;
    });
    if (row === undefined) throw new AuthError('TOKEN_INVALID');
    return accountOf(row, now);
  }
}
