import type { Account } from '../../core/viewer.js';

/** The public fields of a user, which every signed-in user may see. */
export type PublicAccount = Pick<Account, 'id' | 'username'>;

/** A user as a viewer sees them: every field that is not public is null for others. */
export type ShownAccount = PublicAccount & {
  readonly [K in Exclude<keyof Account, keyof PublicAccount>]: Account[K] | null;
};

/** A new field of `Account` compiles only once it is here or public (GT-9). */
const WITHHELD: Readonly<Record<Exclude<keyof Account, keyof PublicAccount>, null>> = {
  displayName: null,
  email: null,
  emailVerified: null,
  languageCode: null,
  role: null,
  status: null,
  balance: null,
  referralBalance: null,
  referralCode: null,
  lastLoginAt: null,
  createdAt: null,
  hasSecondFactor: null,
};

/** An account as other users see it. */
export function publicProfile({ id, username }: PublicAccount): ShownAccount {
  return { ...WITHHELD, id, username };
}
