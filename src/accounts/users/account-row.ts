import { asUserId } from '../../core/ids.js';
import { type Account, UserStatus } from '../../core/viewer.js';
import { Prisma } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import type { AdministeredAccount } from './administered-account.js';

/** The columns of `users u` for an account, in a statement that may also read another table. */
export const accountColumns = columnsOf('User', 'u', [
  'id',
  'username',
  'displayName',
  'email',
  'emailVerifiedAt',
  'languageCode',
  'role',
  'status',
  'suspendedUntil',
  'balance',
  'referralBalance',
  'referralCode',
  'lastLoginAt',
  'createdAt',
  'secondFactorSince',
]);
export type AccountRow = RowOf<typeof accountColumns>;

const suspensionColumns = columnsOf('User', 'u', ['suspensionReason']);
/** An account row with the columns that only administrators see. */
export const administeredColumns = Prisma.sql`${accountColumns}, ${suspensionColumns}`;
export type AdministeredRow = AccountRow & RowOf<typeof suspensionColumns>;

/** SQL condition: the user `users u` may sign in at this time. */
export function isActive(now: Date): Prisma.Sql {
  return Prisma.sql`(u.status = 'ACTIVE' OR u.suspended_until <= ${now})`;
}

/** A suspension with an end time expires by itself. */
export function isSuspended(row: Pick<AccountRow, 'status' | 'suspendedUntil'>, now: Date): boolean {
  return row.status === UserStatus.SUSPENDED && (row.suspendedUntil === null || row.suspendedUntil > now);
}

export function toAccount(row: AccountRow, now: Date): Account {
  return {
    id: row.id,
    username: row.username,
    displayName: row.displayName,
    email: row.email,
    emailVerified: row.emailVerifiedAt !== null,
    languageCode: row.languageCode,
    role: row.role,
    status: isSuspended(row, now) ? UserStatus.SUSPENDED : UserStatus.ACTIVE,
    balance: row.balance,
    referralBalance: row.referralBalance,
    referralCode: row.referralCode,
    lastLoginAt: row.lastLoginAt,
    createdAt: row.createdAt,
    hasSecondFactor: row.secondFactorSince !== null,
  };
}

/** A user as Prisma's client reads one. */
export interface UserRow extends Omit<AccountRow, 'id' | 'balance' | 'referralBalance'> {
  readonly id: string;
  readonly balance: Prisma.Decimal;
  readonly referralBalance: Prisma.Decimal;
}

export function accountOf(row: UserRow, now: Date): Account {
  return toAccount(
    {
      ...row,
      id: asUserId(row.id),
      balance: row.balance.toFixed(2),
      referralBalance: row.referralBalance.toFixed(2),
    },
    now,
  );
}

export function toAdministered(row: AdministeredRow, now: Date): AdministeredAccount {
  const suspension = isSuspended(row, now)
    ? { until: row.suspendedUntil, reason: row.suspensionReason }
    : null;
  return { ...toAccount(row, now), suspension };
}
