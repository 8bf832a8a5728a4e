import type { EmailAddress } from '../../core/email-address.js';
import type { UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { Role, UserStatus } from '../../core/viewer.js';
import { type Database, Prisma, type Transaction } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import { newReferralCode } from './referral-code.js';
import { usernameKey } from './username.js';

/** A user from another system, as that system stored them. */
export interface ImportedUser {
  readonly id: UserId;
  readonly username: string;
  readonly displayName: string | null;
  readonly email: EmailAddress;
  readonly emailVerifiedAt: Date | null;
  readonly languageCode: string;
  readonly role: Role;
  readonly status: UserStatus;
  readonly suspendedUntil: Date | null;
  readonly createdAt: Date;
  /** Null without a second factor. */
  readonly secondFactorSince: Date | null;
}

/** The unique keys of a user. */
export type UserKeys = RowOf<typeof KEYS>;
const KEYS = columnsOf('User', 'u', ['id', 'usernameKey', 'emailKey']);

/** A user for export to another system. */
export interface ExportedUser extends Omit<ImportedUser, 'id' | 'email' | 'createdAt' | 'secondFactorSince'> {
  readonly id: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly passwordHash: { readonly phc: string } | null;
}

/** Imports users from other systems and exports them, many at once. */
export class UserBatches {
  constructor(private readonly deps: { randomness: Randomness }) {}

  /** Existing users with one of these usernames, email addresses or ids. */
  findConflicts(
    database: Database | Transaction,
    keys: { ids: string[]; usernameKeys: string[]; emailKeys: string[] },
  ): Promise<UserKeys[]> {
    // One parameter for each list: thousands would cost the client more time than the query, and lasting
    // memory.
    return database.$queryRaw<UserKeys[]>`/* user-batches.findConflicts */
      SELECT ${KEYS} FROM users u
      WHERE u.username_key = ANY (${anyOf(keys.usernameKeys)}::text[])
         OR u.email_key = ANY (${anyOf(keys.emailKeys)}::text[])
         OR u.id = ANY (${anyOf(keys.ids)}::uuid[])`;
  }

  /**
   * Adds all users in one parameter, because thousands would not fit.
   * @throws the error of a unique index if a name, address or id is taken
   */
  async add(tx: Transaction, users: readonly ImportedUser[]): Promise<void> {
    const rows = users.map((user) => ({
      ...user,
      usernameKey: usernameKey(user.username),
      email: user.email.address,
      emailKey: user.email.key,
      referralCode: newReferralCode(this.deps.randomness),
    }));
    await tx.$executeRaw`/* user-batches.add */
      INSERT INTO users (id, username, username_key, display_name, email, email_key, email_verified_at, language_code,
                         role, status, suspended_until, referral_code, created_at, second_factor_since, provisioned)
      SELECT id, username, "usernameKey", "displayName", email, "emailKey", "emailVerifiedAt", "languageCode",
             role, status, "suspendedUntil", "referralCode", "createdAt", "secondFactorSince", true
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS arriving(
        id uuid, username text, "usernameKey" text, "displayName" text, email text, "emailKey" text, "emailVerifiedAt" timestamp,
        "languageCode" text, role "Role", status "UserStatus", "suspendedUntil" timestamp, "referralCode" text,
        "createdAt" timestamp, "secondFactorSince" timestamp)`;
  }

  /** The next users in the order of their ids, with their password hashes only if `hashes` is set. */
  async page(
    tx: Transaction,
    { after, size, hashes }: { after: string | null; size: number; hashes: boolean },
  ): Promise<ExportedUser[]> {
    const users = await tx.user.findMany({
      where: after === null ? {} : { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: size,
      select: {
        id: true,
        username: true,
        displayName: true,
        email: true,
        emailVerifiedAt: true,
        languageCode: true,
        role: true,
        status: true,
        suspendedUntil: true,
        createdAt: true,
        ...(hashes ? { passwordHash: { select: { phc: true } } } : {}),
      },
    });
    return users.map((user) => ({
      ...user,
      passwordHash: 'passwordHash' in user ? (user.passwordHash as ExportedUser['passwordHash']) : null,
    }));
  }
}

/** SQL for many texts in one parameter. */
function anyOf(texts: readonly string[]): Prisma.Sql {
  return Prisma.sql`ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;
}
