import { type Account, type Principal, seesAll } from '../../core/viewer.js';

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
};

/** An account as it is shown to the principal who changed it: a service may write users and not read them. */
export function shownTo(principal: Principal, account: Account): ShownAccount {
  return seesAll(principal, 'users:read') ? account : publicProfile(account);
}

/** An account as other users see it. */
export function publicProfile({ id, username }: PublicAccount): ShownAccount {
  return { ...WITHHELD, id, username };
}
