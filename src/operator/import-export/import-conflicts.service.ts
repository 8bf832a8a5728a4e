import type { UserBatches, UserKeys } from '../../accounts/users/user-batches.service.js';
import { usernameKey } from '../../accounts/users/username.js';
import type {
  IdentityOwner,
  ImportedIdentities,
} from '../../credentials/identities/imported-identities.service.js';
import { identityKey } from '../../credentials/identities/imported-identity.js';
import type { Database, Transaction } from '../../platform/database/client.js';
import type { RecordProblem } from './field-reader.js';
import type { UserRecord } from './user-record.js';

/** The relation of a record to the existing users. */
export type RecordMatch =
  | { readonly kind: 'new' }
  /**
   * A user with the same address, the same username if one was given, and the same id if the record has one.
   */
  | { readonly kind: 'existing' }
  | { readonly kind: 'clashing'; readonly problems: readonly RecordProblem[] };

const NEW: RecordMatch = { kind: 'new' };
const EXISTING: RecordMatch = { kind: 'existing' };

/** Compares records with the existing users. */
export class ImportConflicts {
  constructor(
    private readonly deps: { users: UserBatches; identities: Pick<ImportedIdentities, 'findOwners'> },
  ) {}

  /** @returns how each record matches the existing users, in the order of the records */
  async find(database: Database | Transaction, records: readonly UserRecord[]): Promise<RecordMatch[]> {
    const ids = records.flatMap(({ id }) => (id === null ? [] : [id]));
    const found = await this.deps.users.findConflicts(database, {
      ids,
      usernameKeys: records.map(({ username }) => usernameKey(username)),
      emailKeys: records.map(({ email }) => email.key),
    });
    const spent = await spentIds(database, ids);
    const linked = await this.#linked(database, records);
    const byUsername = new Map(found.map((user) => [user.usernameKey, user]));
    const byEmail = new Map(found.map((user) => [user.emailKey, user]));
    const byId = new Map(found.map((user) => [user.id, user]));
    return records.map((record) =>
      matchOf(record, {
        username: byUsername.get(usernameKey(record.username)),
        email: byEmail.get(record.email.key),
        id: record.id === null ? undefined : byId.get(record.id),
        isSpent: record.id !== null && spent.has(record.id),
        isLinked: (record.identities ?? []).some((identity) => linked.has(identityKey(identity))),
      }),
    );
  }

  /** The accounts at providers among these that a user has already. */
  async #linked(
    database: Database | Transaction,
    records: readonly UserRecord[],
  ): Promise<ReadonlySet<string>> {
    const identities = records.flatMap((record) => record.identities ?? []);
    if (identities.length === 0) return new Set();
    const owners: IdentityOwner[] = await this.deps.identities.findOwners(database, identities);
    return new Set(owners.map(identityKey));
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
  /** Whether a user has one of the record's accounts at providers. */
  readonly isLinked: boolean;
}

function matchOf(record: UserRecord, { username, email, id, isSpent, isLinked }: Owners): RecordMatch {
  if (!username && !email && !id && !isSpent && !isLinked) return NEW;
  // A derived username is not the user's own name: the address alone identifies the user.
  if (record.usernameIsDerived && email && (record.id ?? email.id) === email.id) return EXISTING;
  if (username && username.id === email?.id && (record.id ?? username.id) === username.id) return EXISTING;
  const problems = [
    ...(username ? [{ field: 'username', problem: 'is taken by another user' }] : []),
    ...(email ? [{ field: 'email', problem: 'is taken by another user' }] : []),
    ...(id || isSpent ? [{ field: 'id', problem: 'belongs to another user, or to a deleted one' }] : []),
    ...(isLinked ? [{ field: 'identities', problem: 'has an account that belongs to another user' }] : []),
  ];
  return { kind: 'clashing', problems };
}
