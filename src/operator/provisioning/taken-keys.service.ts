import type { UserBatches, UserKeys } from '../../accounts/users/user-batches.service.js';
import { usernameKey } from '../../accounts/users/username.js';
import type { Database, Transaction } from '../../platform/database/client.js';
import type { RecordProblem } from './field-reader.js';
import type { UserRecord } from './user-record.js';

/** The relation of a record to the existing users. */
export type Standing =
  | { readonly kind: 'new' }
  /**
   * A user with the same address, the same username if one was given, and the same id if the record has one.
   */
  | { readonly kind: 'existing' }
  | { readonly kind: 'clashing'; readonly problems: readonly RecordProblem[] };

const NEW: Standing = { kind: 'new' };
const EXISTING: Standing = { kind: 'existing' };

/** Compares records with the existing users. */
export class TakenKeys {
  constructor(private readonly deps: { users: UserBatches }) {}

  /** @returns the standing of each record, in the order of the records */
  async standings(database: Database | Transaction, records: readonly UserRecord[]): Promise<Standing[]> {
    const ids = records.flatMap(({ id }) => (id === null ? [] : [id]));
    const taken = await this.deps.users.findTaken(database, {
      ids,
      usernameKeys: records.map(({ username }) => usernameKey(username)),
      emailKeys: records.map(({ email }) => email.key),
    });
    const spent = await spentIds(database, ids);
    const byUsername = new Map(taken.map((user) => [user.usernameKey, user]));
    const byEmail = new Map(taken.map((user) => [user.emailKey, user]));
    const byId = new Map(taken.map((user) => [user.id, user]));
    return records.map((record) =>
      standingOf(record, {
        username: byUsername.get(usernameKey(record.username)),
        email: byEmail.get(record.email.key),
        id: record.id === null ? undefined : byId.get(record.id),
        isSpent: record.id !== null && spent.has(record.id),
      }),
    );
  }
}

/**
 * The ids that ledger entries name. Their users may be deleted, and the database gives these ids to no other
 * user.
 */
async function spentIds(database: Database | Transaction, ids: string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const entries = await database.ledgerEntry.findMany({
    where: { userId: { in: ids } },
    distinct: ['userId'],
    select: { userId: true },
  });
  return new Set(entries.map(({ userId }) => userId));
}

interface Owners {
  readonly username: UserKeys | undefined;
  readonly email: UserKeys | undefined;
  readonly id: UserKeys | undefined;
  readonly isSpent: boolean;
}

function standingOf(record: UserRecord, { username, email, id, isSpent }: Owners): Standing {
  if (!username && !email && !id && !isSpent) return NEW;
  // A derived username is not the user's own name: the address alone identifies the user.
  if (record.usernameIsDerived && email && (record.id ?? email.id) === email.id) return EXISTING;
  if (username && username.id === email?.id && (record.id ?? username.id) === username.id) return EXISTING;
  const problems = [
    ...(username ? [{ field: 'username', problem: 'is taken by another user' }] : []),
    ...(email ? [{ field: 'email', problem: 'is taken by another user' }] : []),
    ...(id || isSpent ? [{ field: 'id', problem: 'belongs to another user, or to a deleted one' }] : []),
  ];
  return { kind: 'clashing', problems };
}
