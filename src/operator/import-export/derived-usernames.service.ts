import { distinctUsernameOf } from '../../accounts/users/derived-username.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { UserBatches } from '../../accounts/users/user-batches.service.js';
import { usernameKey } from '../../accounts/users/username.js';
import type { KeyedHash } from '../../core/secret-box.js';
import type { Database, Transaction } from '../../platform/database/client.js';
import type { Repeated } from './duplicate-finder.js';
import type { UserRecord } from './user-record.js';

/**
 * Makes derived usernames unique. A derived username stays if it is free in the database, not reserved, and
 * not repeated in the file. Otherwise it gets an ending. The result depends neither on the order of the file
 * nor on the progress of an earlier run.
 */
export class DerivedUsernames {
  constructor(
    private readonly deps: { users: UserBatches; reserved: ReservedUsernames; endings: KeyedHash },
  ) {}

  /** @param repeated the usernames that several users of the file have, derived or given */
  async makeUnique<T extends { readonly record: UserRecord }>(
    database: Database | Transaction,
    records: readonly T[],
    repeated: Repeated,
  ): Promise<T[]> {
    const derived = records.filter(({ record }) => record.usernameIsDerived);
    if (derived.length === 0) return [...records];
    const conflicts = await this.deps.users.findConflicts(database, {
      ids: [],
      usernameKeys: derived.map(({ record }) => usernameKey(record.username)),
      emailKeys: [],
    });
    const takenKeys = new Set(conflicts.map((user) => user.usernameKey));
    const isFree = (username: string) =>
      !takenKeys.has(usernameKey(username)) &&
      !repeated.includes(usernameKey(username)) &&
      !this.deps.reserved.includes(username);
    return records.map((one) => {
      const { record } = one;
      if (!record.usernameIsDerived || isFree(record.username)) return one;
      // The same each time, so that an import which continues gives the same usernames. Keyed, because a username
      // is public: a plain digest of the address would confirm a guess of it.
      const ending = this.deps.endings.digest(record.email.key);
      return { ...one, record: { ...record, username: distinctUsernameOf(record.email, ending) } };
    });
  }
}
