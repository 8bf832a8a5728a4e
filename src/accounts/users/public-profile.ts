import { AuthError } from '../../core/errors.js';
import type { Account } from '../../core/viewer.js';

/** The public fields of a user, which every signed-in user may see. */
export type PublicAccount = Pick<Account, 'id' | 'username'>;

const withheld = {
  get: (): never => {
    throw new AuthError('FORBIDDEN');
  },
};

/**
 * Fields that other users cannot see (GT-9). A new field of `Account` compiles only once it is here or
 * public.
 */
const WITHHELD: Readonly<Record<Exclude<keyof Account, keyof PublicAccount>, typeof withheld>> = {
  displayName: withheld,
  email: withheld,
  emailVerified: withheld,
  languageCode: withheld,
  role: withheld,
  status: withheld,
  balance: withheld,
  referralBalance: withheld,
  referralCode: withheld,
  lastLoginAt: withheld,
  createdAt: withheld,
};

const OTHER: object = Object.defineProperties({}, WITHHELD);

/** An account as other users see it. Every field that is not public throws FORBIDDEN when it is read. */
export function publicProfile({ id, username }: PublicAccount): Account {
  return Object.assign(Object.create(OTHER), { id, username });
}
