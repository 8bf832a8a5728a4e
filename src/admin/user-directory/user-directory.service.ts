import {
  type AdministeredRow,
  administeredColumns,
  isActive,
  toAdministered,
} from '../../accounts/users/account-row.js';
import type { AdministeredAccount } from '../../accounts/users/administered-account.js';
import { matching } from '../../accounts/users/identifier.js';
import type { Clock } from '../../core/clock.js';
import { isUuid } from '../../core/uuid.js';
import { Role, UserStatus } from '../../core/viewer.js';
import { type Database, Prisma } from '../../platform/database/client.js';
import type { UserPosition } from './user-cursor.js';

export interface UserSearch {
  readonly search?: string | null;
  readonly role?: Role | null;
  readonly status?: UserStatus | null;
  readonly emailVerified?: boolean | null;
  readonly since?: Date | null;
  readonly until?: Date | null;
}

/** A part of the list: the users between two positions. */
export interface UserSlice {
  readonly count: number;
  readonly after?: UserPosition | null;
  readonly before?: UserPosition | null;
  readonly backwards?: boolean;
}

/** Usernames and email addresses contain only these characters. A text with any other matches no user. */
const SEARCHABLE = /^[\x21-\x7e]+$/;

export interface UserDirectoryDeps {
  database: Database;
  clock: Clock;
}

/** Finds users for administrators. Sort order and conditions are never taken from a request (AD-6). */
export class UserDirectory {
  constructor(private readonly deps: UserDirectoryDeps) {}

  async find(id: string): Promise<AdministeredAccount | null> {
    if (!isUuid(id)) return null;
    const [user] = await this.#select(Prisma.sql`u.id = ${id}::uuid`, 1);
    return user ?? null;
  }

  async findByIdentifier(usernameOrEmail: string): Promise<AdministeredAccount | null> {
    const [user] = await this.#select(matching(usernameOrEmail), 1);
    return user ?? null;
  }

  /** Lists matching users between two positions, newest first, or oldest first if `backwards`. */
  list(search: UserSearch, { count, after, before, backwards }: UserSlice): Promise<AdministeredAccount[]> {
    const { since, until } = search;
    const conditions = [
      Prisma.sql`true`,
      ...accountFilters(search, this.deps.clock.now()),
      ...(search.search ? [beginning(search.search.trim().toLowerCase())] : []),
      ...(since ? [Prisma.sql`u.created_at >= ${since}::timestamp`] : []),
      ...(until ? [Prisma.sql`u.created_at < ${until}::timestamp`] : []),
      ...(after
        ? [Prisma.sql`(u.created_at, u.id) < (${after.createdAt}::timestamp, ${after.id}::uuid)`]
        : []),
      ...(before
        ? [Prisma.sql`(u.created_at, u.id) > (${before.createdAt}::timestamp, ${before.id}::uuid)`]
        : []),
    ];
    return this.#select(Prisma.join(conditions, ' AND '), count, backwards);
  }

  async #select(condition: Prisma.Sql, limit: number, backwards = false): Promise<AdministeredAccount[]> {
    const order = backwards ? Prisma.sql`u.created_at, u.id` : Prisma.sql`u.created_at DESC, u.id DESC`;
    const now = this.deps.clock.now();
    const rows = await this.deps.database.$queryRaw<AdministeredRow[]>`/* user-directory.select */
      SELECT ${administeredColumns} FROM users u WHERE ${condition}
      ORDER BY ${order} LIMIT ${limit}`;
    return rows.map((row) => toAdministered(row, now));
  }
}

/** Literals, not parameters, so that the planner can use the partial indexes on role and on status. */
function accountFilters({ role, status, emailVerified }: UserSearch, now: Date): Prisma.Sql[] {
  const active = isActive(now);
  return [
    ...(role === Role.ADMIN ? [Prisma.sql`u.role = 'ADMIN'`] : []),
    ...(role === Role.USER ? [Prisma.sql`u.role = 'USER'`] : []),
    ...(status === UserStatus.ACTIVE ? [active] : []),
    ...(status === UserStatus.SUSPENDED
      ? [Prisma.sql`u.status = 'SUSPENDED' AND ${active} IS NOT TRUE`]
      : []),
    ...(emailVerified === true ? [Prisma.sql`u.email_verified_at IS NOT NULL`] : []),
    ...(emailVerified === false ? [Prisma.sql`u.email_verified_at IS NULL`] : []),
  ];
}

/** Escapes `%`, `_` and `\`: an email address may contain them, and they must not act as wildcards (AD-6). */
function beginning(text: string): Prisma.Sql {
  if (!SEARCHABLE.test(text)) return Prisma.sql`false`;
  const pattern = `${text.replace(/[\\%_]/g, '\\$&')}%`;
  return Prisma.sql`(u.username_key LIKE ${pattern} OR u.email_key LIKE ${pattern})`;
}
