import { Refusal } from '../../core/errors.js';
import type { Account } from '../../core/viewer.js';

/** What of a user is public by nature: everybody who is signed in may see it. */
export type PublicAccount = Pick<Account, 'id' | 'username'>;

const withheld = {
  get: (): never => {
    throw new Refusal('FORBIDDEN');
  },
};

/** What nobody sees of others (GT-9). An account that gains a field does not compile until the field is named here, or public. */
const WITHHELD: Readonly<Record<Exclude<keyof Account, keyof PublicAccount>, typeof withheld>> = {
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

/** An account as others see it: whatever asks for more of it is refused with FORBIDDEN. */
export function seenByOthers({ id, username }: PublicAccount): Account {
  return Object.assign(Object.create(OTHER), { id, username });
}
