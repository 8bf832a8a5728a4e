import type { UserChange } from '../../core/user-change.js';
import type { Prisma, Transaction } from '../database/client.js';

export type ModelName = Prisma.ModelName;

/** The models of `prisma/schema.prisma` whose rows belong to a user. */
export type UserModelName = {
  [M in ModelName]: 'user' extends keyof Prisma.TypeMap['model'][M]['payload']['objects'] ? M : never;
}[ModelName];

/** What a table with rows of users means to them. */
export interface UserTable {
  /**
   * Ends what the change ends, in the change's own transaction. The user's row is locked already.
   * @param keep the session that made the change and may outlive it
   */
  clearTokens(tx: Transaction, userId: string, because: UserChange, keep?: string): Promise<void>;
  /** Deletes rows that have expired, `limit` at the most. @returns how many */
  purge(tx: Transaction, now: Date, limit: number): Promise<number>;
  /** What is stored of the user, by the members of the export that it belongs to: no hash, no digest, no secret. */
  exportOf(userId: string): Promise<object>;
  /** Deletes what is stored of the user, or what of it may not outlive the account. */
  forget(tx: Transaction, userId: string): Promise<void>;
}

/** A table with rows of users says all of it, and any other table what applies to it. */
export type TableOf<M extends ModelName> = M extends UserModelName ? UserTable : Partial<UserTable>;

/** For a table whose rows no change of the user ends. */
export const survivesChanges = { clearTokens: async () => {} } satisfies Partial<UserTable>;

/** For a table whose rows never expire. */
export const neverExpires = { purge: async () => 0 } satisfies Partial<UserTable>;
