import { matching } from '../../accounts/users/identifier.js';
import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { AuthEventType, ConcernsUser, EventCatalogue, InSession } from '../../core/events.js';
import type { LockedUser, SessionId, UserId } from '../../core/ids.js';
import type { Services } from '../../core/services.js';
import type { UserChange } from '../../core/user-change.js';
import type { Account, RequestMeta, Viewer } from '../../core/viewer.js';
import { recordWrongGuess } from '../../core/wrong-guess.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { type Database, Prisma, type Transaction } from '../../platform/database/client.js';
import { columnsOf, type Nullable, type RowOf } from '../../platform/database/columns.js';
import { sentence } from '../../platform/i18n/sentence.js';
import type { PasswordHasher } from './password-hasher.js';
import type { PasswordPolicy } from './password-policy.js';

/** The result of verifying a password. */
export interface PasswordVerification {
  /** The user that the attempt named; null when no such user exists. Only the operator may see it. */
  readonly userId: UserId | null;
  /** The user, if the password was correct; otherwise null. */
  readonly user: VerifiedByPassword | null;
}

/** Read before the password is verified. A session may be opened only while `credentialsEpoch` is unchanged. */
export type VerifiedByPassword = RowOf<typeof USER> & Pick<RowOf<typeof HASH>, 'breachToldAt'>;

const USER = columnsOf('User', 'u', [
  'id',
  'credentialsEpoch',
  'status',
  'suspendedUntil',
  'emailVerifiedAt',
  'secondFactorSince',
]);
const HASH = columnsOf('PasswordHash', 'p', ['phc', 'breachToldAt']);
type PasswordRow = RowOf<typeof USER> & Nullable<RowOf<typeof HASH>>;

/** Events of a signed-in client that gave a wrong password, in any capability. */
export type ReauthenticationFailed = {
  [T in Extract<AuthEventType, `${string}_failed`>]: EventCatalogue[T] extends ConcernsUser & InSession
    ? T
    : never;
}[Extract<AuthEventType, `${string}_failed`>];

export interface PasswordsDeps {
  database: Database;
  clock: Clock;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  breachedPasswords: Pick<Services['breachedPasswords'], 'require'>;
  userChanges: UserChanges;
  audit: AuditTrail;
}

/** Verifies, sets and changes passwords. */
export class Passwords {
  constructor(private readonly deps: PasswordsDeps) {}

  /**
   * Takes one query and one verification at the current cost for every name: an unknown user, a suspended
   * user and a user without a password all cost the same (user enumeration, LOG-2).
   * @param expectedId the account that the rate limit counted the attempt for. An account that took the name
   * since then is not verified, or an attacker could make uncounted guesses during a change of names
   */
  async verifyPassword(
    usernameOrEmail: string,
    password: string,
    expectedId: UserId | null,
  ): Promise<PasswordVerification> {
    const found = await this.#find(matching(usernameOrEmail));
    const row = found?.id === expectedId ? found : undefined;
    const userId = row?.id ?? null;
    if (!(await this.#verify(row?.phc ?? null, password)) || !row?.phc) return { userId, user: null };
    await this.#renew(row.id, row.phc, password);
    const { phc: _, ...user } = row;
    return { userId, user };
  }

  /** @returns whether the user has set a password */
  async has(tx: Transaction, userId: LockedUser): Promise<boolean> {
    return (await tx.passwordHash.count({ where: { userId } })) > 0;
  }

  /** @returns whether the user has a password, as the user reads it; it may change at any moment */
  async isSet(userId: UserId): Promise<boolean> {
    return (await this.deps.database.passwordHash.count({ where: { userId } })) > 0;
  }

  /** Stores the first password of a user. */
  async store(tx: Transaction, userId: UserId, phc: string): Promise<void> {
    await tx.passwordHash.create({ data: { userId, phc, changedAt: this.deps.clock.now() } });
  }

  /**
   * Verifies the signed-in user's own password, before an action that a stolen session alone must not allow
   * (S-6, EV-2).
   * @param failed the event to record for a wrong password
   * @returns the epoch of the verified credentials; the caller must check that it is unchanged
   * @throws INVALID_CREDENTIALS, SERVER_BUSY
   */
  async reauthenticate(
    { account, sessionId }: Viewer,
    password: string,
    failed: ReauthenticationFailed,
    requestMeta: RequestMeta,
  ): Promise<number> {
    const row = await this.#find(Prisma.sql`u.id = ${account.id}::uuid`);
    if (!(await this.#verify(row?.phc ?? null, password)) || !row) {
      const event = { type: failed, userId: account.id, sessionId, requestMeta } as const;
      await recordWrongGuess(() => this.deps.audit.record(event));
      throw new AuthError('INVALID_CREDENTIALS');
    }
    return row.credentialsEpoch;
  }

  /**
   * Replaces the password and ends what this change ends, in the caller's transaction.
   * @returns the user's new credentials epoch; null when the user no longer exists
   */
  async replace(
    tx: Transaction,
    userId: UserId,
    phc: string,
    because: UserChange,
    keep?: SessionId,
  ): Promise<number | null> {
    const epoch = await this.deps.userChanges.apply(tx, userId, because, keep);
    if (epoch === null) return null;
    const changedAt = this.deps.clock.now();
    await tx.passwordHash.upsert({
      where: { userId },
      create: { userId, phc, changedAt },
      update: { phc, changedAt, breachToldAt: null },
    });
    return epoch;
  }

  /** @returns whether nobody has told the user yet that this password is in a list of stolen passwords */
  async noteBreach(tx: Transaction, userId: LockedUser): Promise<boolean> {
    const { count } = await tx.passwordHash.updateMany({
      where: { userId, breachToldAt: null },
      data: { breachToldAt: this.deps.clock.now() },
    });
    return count > 0;
  }

  /**
   * Changes the signed-in user's own password. The current session stays open; every other session ends.
   * @throws INVALID_CREDENTIALS, WEAK_PASSWORD, SERVER_BUSY; what `setFirst` throws, without a current password
   */
  async change(
    viewer: Viewer,
    { currentPassword, newPassword }: { currentPassword?: string | null; newPassword: string },
    requestMeta: RequestMeta,
  ): Promise<void> {
    if (typeof currentPassword !== 'string') return this.#setFirst(viewer, newPassword, requestMeta);
    const { account, sessionId } = viewer;
    const proven = await this.reauthenticate(viewer, currentPassword, 'password_change_failed', requestMeta);
    await this.#requireGood(newPassword, account);
    const phc = await this.deps.hasher.hash(newPassword);
    await this.deps.audit.transaction(async (tx, record) => {
      const epoch = await this.replace(tx, account.id, phc, 'password changed', sessionId);
      // The password changed while this request hashed, so the verified password is no longer valid.
      if (epoch !== proven + 1) throw new AuthError('INVALID_CREDENTIALS');
      await record({ type: 'password_changed', account, sessionId, requestMeta });
    });
  }

  /**
   * Sets the first password of a signed-in user. The fresh session is the proof.
   * @throws BAD_USER_INPUT if the user has a password, which the input then must name; TOKEN_INVALID if a change of the
   * user has ended the session since the request began
   */
  async #setFirst({ account, sessionId }: Viewer, password: string, requestMeta: RequestMeta): Promise<void> {
    const { id: userId } = account;
    if (await this.isSet(userId)) throw lacksCurrent();
    await this.#requireGood(password, account);
    const data = { userId, phc: await this.deps.hasher.hash(password), changedAt: this.deps.clock.now() };
    await this.deps.audit.transaction(async (tx, record) => {
      await this.deps.userChanges.apply(tx, userId, 'password changed', sessionId);
      if ((await tx.session.count({ where: { id: sessionId, userId } })) === 0)
        throw new AuthError('TOKEN_INVALID');
      const { count } = await tx.passwordHash.createMany({ data, skipDuplicates: true });
      if (count === 0) throw lacksCurrent();
      await record({ type: 'password_changed', account, sessionId, requestMeta });
    });
  }

  /** @throws WEAK_PASSWORD */
  async #requireGood(password: string, account: Account): Promise<void> {
    this.deps.policy.require(password, account, 'newPassword');
    await this.deps.breachedPasswords.require(password, 'newPassword');
  }

  async #find(who: Prisma.Sql): Promise<PasswordRow | undefined> {
    const [row] = await this.deps.database.rows<PasswordRow>`/* passwords.find */
      SELECT ${USER}, ${HASH}
      FROM users u LEFT JOIN password_hashes p ON p.user_id = u.id WHERE ${who}`;
    return row;
  }

  /** UTF-8 encodes every lone surrogate as the same bytes, so a text with one never matches. */
  #verify(phc: string | null, password: string): Promise<boolean> {
    return this.deps.hasher.verify(password.isWellFormed() ? phc : null, password);
  }

  /**
   * Replaces a hash that has an outdated cost or format. The update compares and swaps, so it does not undo a
   * concurrent password change. If the hasher is busy, the next login does it, since this login has already
   * succeeded.
   */
  async #renew(userId: UserId, phc: string, password: string): Promise<void> {
    if (!this.deps.hasher.isOutdated(phc)) return;
    try {
      const renewed = await this.deps.hasher.hash(password);
      await this.deps.database.passwordHash.updateMany({ where: { userId, phc }, data: { phc: renewed } });
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
    }
  }

  /** The owner of a proven mailbox takes over no password of the registrant, who would know it. */
  async clearTokens(tx: Transaction, userId: LockedUser, because: UserChange): Promise<void> {
    if (because === 'mailbox proven') await this.forget(tx, userId);
  }

  async exportOf(userId: UserId): Promise<object> {
    const stored = await this.deps.database.passwordHash.findUnique({
      where: { userId },
      select: { changedAt: true, breachToldAt: true },
    });
    const { changedAt: passwordChangedAt = null, breachToldAt: passwordBreachToldAt = null } = stored ?? {};
    return { account: { passwordChangedAt, passwordBreachToldAt } };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.passwordHash.deleteMany({ where: { userId } });
  }
}

function lacksCurrent(): AuthError {
  const missing = { rule: 'required', sentence: sentence('problems.input.required') };
  return new AuthError('BAD_USER_INPUT', { fields: [{ field: 'currentPassword', ...missing }] });
}
