import type { UserRow } from '../../accounts/users/account-row.js';
import type { Clock } from '../../core/clock.js';
import { asUserId, type LockedUser, type UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { UserChange } from '../../core/user-change.js';
import { isUuid } from '../../core/uuid.js';
import { neverExpires, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, RawTransaction, Transaction } from '../../platform/database/client.js';
import type { ProvenIdentity } from './proven-identity.js';

/** The most identities of a user. */
export const MOST_IDENTITIES = 10;

/** An identity with what the rules of a sign-in need of its user. */
export interface OwnedIdentity {
  readonly id: string;
  readonly userId: UserId;
  readonly credentialsEpoch: number;
  readonly owner: Pick<UserRow, 'status' | 'suspendedUntil' | 'emailVerifiedAt' | 'secondFactorSince'>;
}

/** An identity as its user sees it. */
export interface ShownIdentity {
  readonly id: string;
  readonly provider: string;
  readonly email: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** `own`: the user has it already. `taken`: another user has it. `full`: the user has as many as possible. */
export type Addition = 'added' | 'own' | 'taken' | 'full';

const SHOWN = { id: true, provider: true, email: true, createdAt: true, lastUsedAt: true } as const;

/**
 * A person who proves the mailbox for the first time gets the account without what its registrant left. An identity
 * outlives other changes, as a second factor does: a thief of the mailbox would otherwise remove it by a reset.
 */
const ENDING: ReadonlySet<UserChange> = new Set<UserChange>(['mailbox proven', 'deleted']);

export interface IdentitiesDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
}

/** The accounts at providers by which users sign in. Issuer and subject are the key, never an address. */
export class Identities implements UserTable {
  readonly purge = neverExpires.purge;

  constructor(private readonly deps: IdentitiesDeps) {}

  /** Finds the identity and its user, whatever address the provider tells now. */
  async find({ issuer, subject }: Pick<ProvenIdentity, 'issuer' | 'subject'>): Promise<OwnedIdentity | null> {
    const row = await this.deps.database.identity.findUnique({
      where: { issuer_subject: { issuer, subject } },
      select: {
        id: true,
        userId: true,
        user: {
          select: {
            credentialsEpoch: true,
            status: true,
            suspendedUntil: true,
            emailVerifiedAt: true,
            secondFactorSince: true,
          },
        },
      },
    });
    if (row === null) return null;
    const { credentialsEpoch, ...owner } = row.user;
    return { id: row.id, userId: asUserId(row.userId), credentialsEpoch, owner };
  }

  /** @returns the user of the identity, as this transaction sees it; null without one */
  async findOwner(
    tx: RawTransaction,
    { issuer, subject }: Pick<ProvenIdentity, 'issuer' | 'subject'>,
  ): Promise<UserId | null> {
    const [row] = await tx.$queryRaw<{ userId: UserId }[]>`/* identities.findOwner */
      SELECT i.user_id AS "userId" FROM identities i WHERE i.issuer = ${issuer} AND i.subject = ${subject}`;
    return row?.userId ?? null;
  }

  /** The identities of a user, the oldest first. */
  list(userId: UserId): Promise<ShownIdentity[]> {
    return this.deps.database.identity.findMany({
      where: { userId },
      select: SHOWN,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
  }

  /** @param providers those that count */
  count(tx: Pick<Transaction, 'identity'>, userId: UserId, providers: readonly string[]): Promise<number> {
    return tx.identity.count({ where: { userId, provider: { in: [...providers] } } });
  }

  /**
   * Stores an identity. Of concurrent calls with one identity, one stores it: the others wait for its transaction.
   * @param usedAt when the user signed in with it; null if that was not a sign-in
   */
  async add(
    tx: RawTransaction,
    userId: LockedUser,
    identity: ProvenIdentity,
    usedAt: Date | null,
  ): Promise<Addition> {
    const { provider, issuer, subject, email } = identity;
    const added = await tx.$queryRaw<unknown[]>`/* identities.add */
      INSERT INTO identities (id, user_id, provider, issuer, subject, email, created_at, last_used_at)
      SELECT ${this.deps.randomness.uuid()}::uuid, ${userId}::uuid, ${provider}, ${issuer}, ${subject},
             ${email?.address ?? null}::text, ${this.deps.clock.now()}::timestamp, ${usedAt}::timestamp
      WHERE (SELECT count(*) FROM identities WHERE user_id = ${userId}::uuid) < ${MOST_IDENTITIES}
      ON CONFLICT (issuer, subject) DO NOTHING
      RETURNING id`;
    if (added.length > 0) return 'added';
    const owner = await this.findOwner(tx, identity);
    if (owner === null) return 'full';
    return owner === userId ? 'own' : 'taken';
  }

  /**
   * Records a sign-in with an identity, and the address that the provider tells now.
   * @returns false if the identity was removed since it was read
   */
  async use(
    tx: RawTransaction,
    userId: LockedUser,
    id: string,
    { email }: Pick<ProvenIdentity, 'email'>,
  ): Promise<boolean> {
    const used = await tx.$queryRaw<unknown[]>`/* identities.use */
      UPDATE identities i SET last_used_at = ${this.deps.clock.now()}::timestamp, email = ${email?.address ?? null}::text
      WHERE i.id = ${id}::uuid AND i.user_id = ${userId}::uuid
      RETURNING i.id`;
    return used.length > 0;
  }

  /** @returns the provider of the removed identity; null if the user has none with this id */
  async remove(tx: Transaction, userId: LockedUser, id: string): Promise<string | null> {
    const where = { id, userId };
    const found = isUuid(id) ? await tx.identity.findFirst({ where, select: { provider: true } }) : null;
    if (found !== null) await tx.identity.deleteMany({ where });
    return found?.provider ?? null;
  }

  /**
   * A reset of the password proves the mailbox. If nobody has proved it before, the identities are those of a registrant
   * who may have prepared the account for the owner of the mailbox (pre-hijacking).
   */
  async clearTokens(tx: Transaction, userId: LockedUser, because: UserChange): Promise<void> {
    if (ENDING.has(because)) await this.forget(tx, userId);
    if (because !== 'password reset') return;
    const unproven = { OR: [{ emailVerifiedAt: null }, { verifiedElsewhere: true }] };
    await tx.identity.deleteMany({ where: { userId, user: unproven } });
  }

  async exportOf(userId: UserId): Promise<object> {
    const identities = await this.deps.database.identity.findMany({
      where: { userId },
      select: { provider: true, issuer: true, subject: true, email: true, createdAt: true, lastUsedAt: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return { identities };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.identity.deleteMany({ where: { userId } });
  }
}
