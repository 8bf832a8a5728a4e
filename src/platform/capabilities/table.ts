import type { LockedUser, SessionId, UserId } from '../../core/ids.js';
import type { UserChange } from '../../core/user-change.js';
import type { Prisma, Transaction } from '../database/client.js';

export type ModelName = Prisma.ModelName;

/** The models of `prisma/schema.prisma` whose rows belong to a user. */
export type UserModelName = {
  [M in ModelName]: 'user' extends keyof Prisma.TypeMap['model'][M]['payload']['objects'] ? M : never;
}[ModelName];

/** The operations on a table with rows of users. */
export interface UserTable {
  /**
   * Deletes or ends the rows that the change invalidates.
   * @param keep the session that made the change and may stay open
   */
  clearTokens(tx: Transaction, userId: LockedUser, because: UserChange, keep?: SessionId): Promise<void>;
  /** Deletes at most `limit` expired rows. @returns the number of deleted rows */
  purge(tx: Transaction, now: Date, limit: number): Promise<number>;
  /** @returns the stored data of the user as members of the export, without hashes, digests and secrets */
  exportOf(userId: UserId): Promise<object>;
  /** Deletes the data of the user, or the part of it that must not outlive the account. */
  forget(tx: Transaction, userId: LockedUser): Promise<void>;
}

/** A table with rows of users must implement all of `UserTable`; any other table may implement parts. */
export type TableOf<M extends ModelName> = M extends UserModelName ? UserTable : Partial<UserTable>;

/** For a table whose rows survive every change of the user. */
export const survivesChanges = { clearTokens: async () => {} } satisfies Partial<UserTable>;

/** For a table whose rows never expire. */
export const neverExpires = { purge: async () => 0 } satisfies Partial<UserTable>;
