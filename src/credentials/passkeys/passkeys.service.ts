import { accountOf, type UserRow } from '../../accounts/users/account-row.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import { asUserId, type LockedUser, type UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { UserChange } from '../../core/user-change.js';
import type { Account } from '../../core/viewer.js';
import { neverExpires, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, RawTransaction, Transaction } from '../../platform/database/client.js';
import { violatedUniqueColumn } from '../../platform/database/constraint.js';
import type { NewPasskey, StoredPasskey, UsedPasskey } from './ceremony.js';
import type { NamedPasskey } from './ceremony-options.js';

/** The most passkeys of a user (PK-10). */
export const MOST_PASSKEYS = 20;

/** A passkey with its owner, as a ceremony needs it. */
export interface OwnedPasskey extends StoredPasskey {
  readonly account: Account;
  readonly credentialsEpoch: number;
  readonly createdAt: Date;
  /** Of the owner, for the rules of a sign-in. */
  readonly owner: Pick<UserRow, 'status' | 'suspendedUntil' | 'emailVerifiedAt' | 'secondFactorSince'>;
}

/** A passkey as its owner sees it. */
export interface ShownPasskey {
  readonly id: string;
  readonly name: string;
  readonly aaguid: string;
  readonly backedUp: boolean;
  readonly transports: string[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const SHOWN = {
  id: true,
  name: true,
  aaguid: true,
  backedUp: true,
  transports: true,
  createdAt: true,
  lastUsedAt: true,
} as const;

const OWNER = {
  id: true,
  username: true,
  displayName: true,
  email: true,
  emailVerifiedAt: true,
  languageCode: true,
  role: true,
  status: true,
  suspendedUntil: true,
  balance: true,
  referralBalance: true,
  referralCode: true,
  lastLoginAt: true,
  createdAt: true,
  secondFactorSince: true,
  credentialsEpoch: true,
  passkeyOwner: { select: { handle: true } },
} as const;

export interface PasskeysDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
}

/** Stores the passkeys of users. */
export class Passkeys implements UserTable {
  readonly purge = neverExpires.purge;

  constructor(private readonly deps: PasskeysDeps) {}

  /** The passkey with this credential id and its owner; null if there is none. */
  async find(credentialId: Uint8Array<ArrayBuffer>): Promise<OwnedPasskey | null> {
    const row = await this.deps.database.passkey.findUnique({
      where: { credentialId },
      select: {
        id: true,
        userId: true,
        credentialId: true,
        publicKey: true,
        signCount: true,
        backupEligible: true,
        createdAt: true,
        user: { select: OWNER },
      },
    });
    const handle = row?.user.passkeyOwner?.handle;
    if (row === null || handle === undefined) return null;
    const { user, ...passkey } = row;
    return {
      ...passkey,
      userId: asUserId(row.userId),
      handle,
      account: accountOf(user, this.deps.clock.now()),
      credentialsEpoch: user.credentialsEpoch,
      owner: user,
    };
  }

  /** The passkeys of a user, the oldest first. */
  list(userId: UserId): Promise<ShownPasskey[]> {
    return this.deps.database.passkey.findMany({
      where: { userId },
      select: SHOWN,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
  }

  /** The passkeys of a user as the options of a ceremony name them. */
  listNamed(userId: UserId): Promise<NamedPasskey[]> {
    return this.deps.database.passkey.findMany({
      where: { userId },
      select: { credentialId: true, transports: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
  }

  count(tx: Pick<Transaction, 'passkey'>, userId: UserId): Promise<number> {
    return tx.passkey.count({ where: { userId } });
  }

  /** @throws PASSKEY_TAKEN if anybody has this passkey; FORBIDDEN if the user has as many as possible */
  async add(
    tx: Transaction,
    userId: LockedUser,
    { userVerified: _, ...made }: NewPasskey,
    { name, rpId, transports }: { name: string; rpId: string; transports: readonly string[] },
  ): Promise<ShownPasskey> {
    if ((await this.count(tx, userId)) >= MOST_PASSKEYS)
      throw new AuthError('FORBIDDEN', { reason: 'tooManyPasskeys' });
    const id = this.deps.randomness.uuid();
    const createdAt = this.deps.clock.now();
    const row = { ...made, id, userId, name, rpId, transports: [...transports], createdAt };
    try {
      return await tx.passkey.create({ data: row, select: SHOWN });
    } catch (error) {
      if (violatedUniqueColumn(error) === 'credential_id') throw new AuthError('PASSKEY_TAKEN');
      throw error;
    }
  }

  /**
   * Records the use of a passkey. Of concurrent uses with one counter of a passkey that is on one device alone, one
   * gets true.
   * @returns false if the passkey was removed, or used with this counter or a higher one, since it was read
   */
  async use(
    tx: RawTransaction,
    userId: LockedUser,
    { passkey: { id }, signCount, backedUp }: UsedPasskey,
  ): Promise<boolean> {
    const used = await tx.$queryRaw<{ id: string }[]>`/* passkeys.use */
      UPDATE passkeys p
      SET sign_count = GREATEST(p.sign_count, ${signCount}::bigint), backed_up = ${backedUp}::boolean,
          last_used_at = ${this.deps.clock.now()}::timestamp
      WHERE p.id = ${id}::uuid AND p.user_id = ${userId}::uuid
        AND (p.backup_eligible OR p.sign_count < ${signCount}::bigint OR (p.sign_count = 0 AND ${signCount}::bigint = 0))
      RETURNING p.id`;
    return used.length > 0;
  }

  /** @returns the renamed passkey; null if the user has none with this id */
  async rename(userId: UserId, id: string, name: string): Promise<ShownPasskey | null> {
    const [renamed] = await this.deps.database.passkey.updateManyAndReturn({
      where: { id, userId },
      data: { name },
      select: SHOWN,
    });
    return renamed ?? null;
  }

  /** @returns false if the user has no passkey with this id */
  async remove(tx: Transaction, userId: LockedUser, id: string): Promise<boolean> {
    return (await tx.passkey.deleteMany({ where: { id, userId } })).count > 0;
  }

  /** How many passkeys belong to another RP ID than this one. No ceremony can use them. */
  countOfOthers(rpId: string): Promise<number> {
    return this.deps.database.passkey.count({ where: { rpId: { not: rpId } } });
  }

  /**
   * A factor outlives changes of the password, or a thief of the mailbox would remove it by a reset (PR-2). It ends when
   * the account goes to the owner of its mailbox, who did not add it. A reset is the first proof of an unproven mailbox,
   * and a passkey signs in by itself: a registrant who prepared the account would keep it, and share the account
   * (pre-hijacking). An authenticator app stays, because it opens nothing alone.
   */
  async clearTokens(tx: Transaction, userId: LockedUser, because: UserChange): Promise<void> {
    if (because === 'mailbox proven') return this.forget(tx, userId);
    if (because !== 'password reset') return;
    const unproven = { OR: [{ emailVerifiedAt: null }, { verifiedElsewhere: true }] };
    const user = { role: 'USER', provisioned: false, ...unproven } as const;
    await tx.passkey.deleteMany({ where: { userId, user } });
  }

  async exportOf(userId: UserId): Promise<object> {
    const passkeys = await this.deps.database.passkey.findMany({
      where: { userId },
      select: { ...SHOWN, rpId: true },
      orderBy: { createdAt: 'asc' },
    });
    return { passkeys };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.passkey.deleteMany({ where: { userId } });
  }
}
