import type { UserId } from '../../core/ids.js';
import { type Account, type Role, UserStatus } from '../../core/viewer.js';
import { Prisma } from '../../platform/database/client.js';
import type { AdministeredAccount } from './administered-account.js';

/** A row of `users` as `accountColumns` selects it. */
export interface AccountRow {
  id: UserId;
  username: string;
  email: string;
  emailVerifiedAt: Date | null;
  languageCode: string;
  role: Role;
  status: UserStatus;
  suspendedUntil: Date | null;
  balance: string;
  referralBalance: string;
  referralCode: string;
  lastLoginAt: Date | null;
  createdAt: Date;
}

/** The columns of `users u` for an account, in a statement that may also read another table. */
export const accountColumns = Prisma.sql`
  u.id, u.username, u.email, u.email_verified_at AS "emailVerifiedAt", u.language_code AS "languageCode",
  u.role::text AS role, u.status::text AS status, u.suspended_until AS "suspendedUntil",
  u.balance::text AS balance, u.referral_balance::text AS "referralBalance", u.referral_code AS "referralCode",
  u.last_login_at AS "lastLoginAt", u.created_at AS "createdAt"`;

/** An account row with the columns that only administrators see. */
export interface AdministeredRow extends AccountRow {
  suspensionReason: string | null;
}

export const administeredColumns = Prisma.sql`${accountColumns}, u.suspension_reason AS "suspensionReason"`;

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
  };
}

export function toAdministered(row: AdministeredRow, now: Date): AdministeredAccount {
  const suspension = isSuspended(row, now)
    ? { until: row.suspendedUntil, reason: row.suspensionReason }
    : null;
  return { ...toAccount(row, now), suspension };
}
