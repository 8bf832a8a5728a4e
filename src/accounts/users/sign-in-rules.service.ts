import { AuthError } from '../../core/errors.js';
import { Prisma } from '../../platform/database/client.js';
import { type AccountRow, isActive, isSuspended } from './account-row.js';

/** What a user needs besides the right credentials. */
export interface SignInRules {
  readonly requireVerifiedEmail: boolean;
}

/** SQL condition: the user `users u` may have a session at this time. */
export function maySignIn(now: Date, { requireVerifiedEmail }: SignInRules): Prisma.Sql {
  return requireVerifiedEmail
    ? Prisma.sql`(${isActive(now)} AND u.email_verified_at IS NOT NULL)`
    : isActive(now);
}

/** Why the user may have no session at this time; null if the user may. */
export function signInRefusal(
  row: Pick<AccountRow, 'status' | 'suspendedUntil' | 'emailVerifiedAt'>,
  now: Date,
  { requireVerifiedEmail }: SignInRules,
): AuthError<'ACCOUNT_SUSPENDED' | 'EMAIL_NOT_VERIFIED'> | null {
  if (isSuspended(row, now)) return new AuthError('ACCOUNT_SUSPENDED', { until: row.suspendedUntil });
  if (requireVerifiedEmail && row.emailVerifiedAt === null)
    return new AuthError('EMAIL_NOT_VERIFIED', { registered: false });
  return null;
}
