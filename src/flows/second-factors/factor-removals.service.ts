import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { asSessionId, asUserId, type LockedUser, type UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken, readSecretToken } from '../../core/secret-token.js';
import type { UserChange } from '../../core/user-change.js';
import { neverExpires, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, Transaction } from '../../platform/database/client.js';
import type { FactorKind, RemovedFactor } from './factor.js';

/** How long a removal waits, so that the owner of the account can cancel it. */
export const REMOVAL_DELAY = Duration.minutes(24 * 60);
/** How long before a removal its user is reminded of it. */
export const REMINDER_BEFORE = Duration.minutes(4 * 60);

/** A removal that waits, with its user. */
export interface WaitingRemoval extends RemovedFactor {
  readonly userId: UserId;
}

/** Stores the removals of factors that wait. */
export class FactorRemovals implements UserTable {
  readonly purge = neverExpires.purge;

  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /**
   * Stores a removal that waits. A removal of this factor that waits already keeps its time.
   * @returns when it takes effect, and the token that cancels it; null for a token that was issued before
   */
  async ask(
    tx: Transaction,
    userId: LockedUser,
    { id: factorId, kind, sessionId }: RemovedFactor,
  ): Promise<{ dueAt: Date; token: string | null }> {
    const waiting = await tx.factorRemoval.findUnique({ where: { factorId }, select: { dueAt: true } });
    if (waiting !== null) return { dueAt: waiting.dueAt, token: null };
    const { text: token, digest } = issueSecretToken(this.deps.randomness);
    const requestedAt = this.deps.clock.now();
    const dueAt = REMOVAL_DELAY.after(requestedAt);
    await tx.factorRemoval.create({
      data: { factorId, kind, sessionId, userId, digest, requestedAt, dueAt },
    });
    return { dueAt, token };
  }

  /** Finds the user of a token that cancels a removal; null for an unknown or dead one. */
  async findOwner(token: string): Promise<UserId | null> {
    const digest = readSecretToken(token);
    if (digest === null) return null;
    const found = await this.deps.database.factorRemoval.findFirst({
      where: { OR: [{ digest }, { reminder: digest }] },
      select: { userId: true },
    });
    return found && asUserId(found.userId);
  }

  /**
   * Cancels every waiting removal of the user, if the token is that of one: they are the work of one thief.
   * @returns false if none waits any more
   */
  async cancel(tx: Transaction, userId: LockedUser, token: string): Promise<boolean> {
    const digest = readSecretToken(token);
    if (digest === null) return false;
    const where = { userId, OR: [{ digest }, { reminder: digest }] };
    if ((await tx.factorRemoval.count({ where })) === 0) return false;
    await this.forget(tx, userId);
    return true;
  }

  /** Lists the removals that are due, the oldest first. None is due before its user was reminded. */
  async listDue(limit: number): Promise<WaitingRemoval[]> {
    return this.#list({ reminder: { not: null }, dueAt: { lte: this.deps.clock.now() } }, limit);
  }

  /** Lists the removals whose users are to be reminded, the oldest first. */
  async listUnreminded(limit: number): Promise<WaitingRemoval[]> {
    const soon = REMINDER_BEFORE.after(this.deps.clock.now());
    return this.#list({ reminder: null, dueAt: { lte: soon } }, limit);
  }

  /**
   * Stores that the user is reminded of the removal. After a late reminder, it waits longer: the user needs the time.
   * @returns a further token that cancels the removal; null if it was cancelled or reminded of meanwhile
   */
  async remind(tx: Transaction, userId: LockedUser, factorId: string): Promise<string | null> {
    const { text, digest } = issueSecretToken(this.deps.randomness);
    const where = { factorId, userId, reminder: null };
    const { count } = await tx.factorRemoval.updateMany({ where, data: { reminder: digest } });
    if (count === 0) return null;
    const dueAt = REMINDER_BEFORE.after(this.deps.clock.now());
    await tx.factorRemoval.updateMany({ where: { factorId, userId, dueAt: { lt: dueAt } }, data: { dueAt } });
    return text;
  }

  /** Deletes the waiting removal of a factor, if there is one. */
  async drop(tx: Transaction, userId: LockedUser, factorId: string): Promise<void> {
    await tx.factorRemoval.deleteMany({ where: { factorId, userId } });
  }

  /** Takes a removal that is due. @returns false if it was cancelled or taken meanwhile */
  async takeDue(tx: Transaction, userId: LockedUser, factorId: string): Promise<boolean> {
    const where = { factorId, userId, reminder: { not: null }, dueAt: { lte: this.deps.clock.now() } };
    return (await tx.factorRemoval.deleteMany({ where })).count > 0;
  }

  /** When the waiting removals of the user take effect, by the ids of the factors. */
  async dueTimes(userId: UserId): Promise<ReadonlyMap<string, Date>> {
    const rows = await this.deps.database.factorRemoval.findMany({
      where: { userId },
      select: { factorId: true, dueAt: true },
    });
    return new Map(rows.map(({ factorId, dueAt }) => [factorId, dueAt]));
  }

  /** A change of the user ends what a session before it has asked for. The change of one factor ends no other removal. */
  async clearTokens(tx: Transaction, userId: LockedUser, because: UserChange): Promise<void> {
    if (because !== 'second factor changed') await this.forget(tx, userId);
  }

  async exportOf(userId: UserId): Promise<object> {
    const factorRemovals = await this.deps.database.factorRemoval.findMany({
      where: { userId },
      select: { requestedAt: true, dueAt: true },
    });
    return { factorRemovals };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.factorRemoval.deleteMany({ where: { userId } });
  }

  async #list(
    where: { reminder: null | { not: null }; dueAt: { lte: Date } },
    take: number,
  ): Promise<WaitingRemoval[]> {
    const rows = await this.deps.database.factorRemoval.findMany({
      where,
      select: { factorId: true, kind: true, sessionId: true, userId: true },
      orderBy: { dueAt: 'asc' },
      take,
    });
    return rows.map(({ factorId, kind, sessionId, userId }) => ({
      id: factorId,
      kind: kindOf(kind),
      sessionId: asSessionId(sessionId),
      userId: asUserId(userId),
    }));
  }
}

function kindOf(stored: string): FactorKind {
  return stored === 'passkey' ? 'passkey' : 'totp';
}
