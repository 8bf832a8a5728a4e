import { type AccountRow, isSuspended } from '../../accounts/users/account-row.js';
import { matching } from '../../accounts/users/identifier.js';
import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { Clock } from '../../core/clock.js';
import { Refusal } from '../../core/errors.js';
import type { UserChange } from '../../core/user-change.js';
import type { Origin, Viewer } from '../../core/viewer.js';
import { recordWrongGuess } from '../../core/wrong-guess.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { type Database, Prisma, type Transaction } from '../../platform/database/client.js';
import type { PasswordHasher } from './password-hasher.js';
import type { PasswordPolicy } from './password-policy.js';

/** What came of an attempt to prove to know a password. */
export interface Proof {
  /** Whom the attempt was for; null when there is no such user. For the operator alone. */
  readonly userId: string | null;
  /** The user, when the password was right. */
  readonly user: ProvenUser | null;
}

export interface ProvenUser {
  readonly id: string;
  /** Read before the proof: a session may be opened only while it still stands. */
  readonly credentialsEpoch: number;
  readonly suspended: boolean;
  readonly suspendedUntil: Date | null;
}

interface PasswordRow extends Pick<AccountRow, 'id' | 'status' | 'suspendedUntil'> {
  credentialsEpoch: number;
  phc: string | null;
}

/** What somebody tried in another's session, and did not know the password for. */
export type ProofFailed = 'password_change_failed' | 'email_change_failed' | 'account_deletion_failed';

export interface PasswordsDeps {
  database: Database;
  clock: Clock;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  userChanges: UserChanges;
  audit: AuditTrail;
}

/** Proves, sets and changes passwords. */
export class Passwords {
  constructor(private readonly deps: PasswordsDeps) {}

  /**
   * One query and one verification at the live cost, whoever is named: nobody, somebody suspended, or somebody
   * without a password costs the same (LOG-2).
   * @param expectedId the account that the try was counted for. An account that has taken the name since then is not
   * proven: a change of names must not bring guesses that are counted nowhere
   */
  async prove(usernameOrEmail: string, password: string, expectedId: string | null): Promise<Proof> {
    const found = await this.#find(matching(usernameOrEmail));
    const row = found?.id === expectedId ? found : undefined;
    const userId = row?.id ?? null;
    if (!(await this.#verify(row?.phc ?? null, password)) || !row?.phc) return { userId, user: null };
    await this.#renew(row.id, row.phc, password);
    const { id, credentialsEpoch, suspendedUntil } = row;
    return {
      userId,
      user: { id, credentialsEpoch, suspendedUntil, suspended: isSuspended(row, this.deps.clock.now()) },
    };
  }

  /** Stores the first password of a user. */
  async store(tx: Transaction, userId: string, phc: string): Promise<void> {
    await tx.passwordHash.create({ data: { userId, phc, changedAt: this.deps.clock.now() } });
  }

  /**
   * Asks the viewer for their own password once more, before something that a stolen session alone must not do
   * (S-6, EV-2).
   * @param failed what is recorded when they do not know it
   * @returns the epoch of the credentials that were proven: what follows must find it unchanged
   * @throws INVALID_CREDENTIALS, SERVER_BUSY
   */
  async proveOwn(
    { account, sessionId }: Viewer,
    password: string,
    failed: ProofFailed,
    origin: Origin,
  ): Promise<number> {
    const row = await this.#find(Prisma.sql`u.id = ${account.id}::uuid`);
    if (!(await this.#verify(row?.phc ?? null, password)) || !row) {
      const event = { type: failed, userId: account.id, sessionId, origin } as const;
      await recordWrongGuess(() => this.deps.audit.record(event));
      throw new Refusal('INVALID_CREDENTIALS');
    }
    return row.credentialsEpoch;
  }

  /**
   * Replaces the password and ends what that ends, in the caller's transaction.
   * @returns the epoch of the user's credentials that begins with it; null when there is no such user any more
   */
  async replace(
    tx: Transaction,
    userId: string,
    phc: string,
    because: UserChange,
    keep?: string,
  ): Promise<number | null> {
    const epoch = await this.deps.userChanges.apply(tx, userId, because, keep);
    if (epoch === null) return null;
    const changedAt = this.deps.clock.now();
    await tx.passwordHash.upsert({
      where: { userId },
      create: { userId, phc, changedAt },
      update: { phc, changedAt },
    });
    return epoch;
  }

  /**
   * Changes the viewer's own password; the session that does it goes on, every other one ends.
   * @throws INVALID_CREDENTIALS, WEAK_PASSWORD, SERVER_BUSY
   */
  async change(
    viewer: Viewer,
    { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
    origin: Origin,
  ): Promise<void> {
    const { account, sessionId } = viewer;
    const proven = await this.proveOwn(viewer, currentPassword, 'password_change_failed', origin);
    this.deps.policy.require(newPassword, account, 'newPassword');
    const phc = await this.deps.hasher.hash(newPassword);
    await this.deps.audit.transaction(async (tx, record) => {
      const epoch = await this.replace(tx, account.id, phc, 'password changed', sessionId);
      // Somebody else changed it while we hashed: the password that was proven is no longer the password.
      if (epoch !== proven + 1) throw new Refusal('INVALID_CREDENTIALS');
      await record({ type: 'password_changed', account, sessionId, origin });
    });
  }

  async #find(who: Prisma.Sql): Promise<PasswordRow | undefined> {
    const [row] = await this.deps.database.rows<PasswordRow>`
      SELECT u.id, u.credentials_epoch AS "credentialsEpoch", u.status::text AS status,
             u.suspended_until AS "suspendedUntil", p.phc
      FROM users u LEFT JOIN password_hashes p ON p.user_id = u.id WHERE ${who}`;
    return row;
  }

  /** A lone surrogate becomes the same bytes as another one, so a text that holds one is nobody's password. */
  #verify(phc: string | null, password: string): Promise<boolean> {
    return this.deps.hasher.verify(password.isWellFormed() ? phc : null, password);
  }

  /**
   * Makes a hash with older parameters anew. Compare-and-swap: a password that changed meanwhile stays changed.
   * A busy hasher leaves it for the next login, since this one has already succeeded.
   */
  async #renew(userId: string, phc: string, password: string): Promise<void> {
    if (!this.deps.hasher.isOutdated(phc)) return;
    try {
      const renewed = await this.deps.hasher.hash(password);
      await this.deps.database.passwordHash.updateMany({ where: { userId, phc }, data: { phc: renewed } });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async exportOf(userId: string): Promise<object> {
    const stored = await this.deps.database.passwordHash.findUnique({
      where: { userId },
      select: { changedAt: true },
    });
    return { account: { passwordChangedAt: stored?.changedAt ?? null } };
  }

  async forget(tx: Transaction, userId: string): Promise<void> {
    await tx.passwordHash.deleteMany({ where: { userId } });
  }
}
